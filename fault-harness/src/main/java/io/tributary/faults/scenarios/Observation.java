package io.tributary.faults.scenarios;

import io.tributary.faults.bed.TestBed;
import io.tributary.faults.bed.TestFlow;
import io.tributary.faults.history.History;
import io.tributary.faults.history.Mark;
import io.tributary.faults.history.Reading;
import io.tributary.faults.history.Sending;
import io.tributary.faults.process.Await;
import io.tributary.faults.traffic.Marks;
import io.tributary.faults.traffic.StopWatch;
import io.tributary.faults.traffic.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Watches a flow's end and its dead letters while the run goes on, and reads them again after. */
final class Observation {
  private final String bootstrap;
  private final List<String> topics;
  private final StopWatch watch;
  private final ConcurrentLinkedQueue<Reading> during = new ConcurrentLinkedQueue<>();
  private final Set<Mark> arrived = ConcurrentHashMap.newKeySet();
  private final AtomicLong lastAt = new AtomicLong();
  private final TopicReader reader;

  Observation(TestBed bed, TestFlow flow, StopWatch watch) {
    this(bed.cluster().bootstrap(), List.of(flow.output(), flow.deadLetters()), watch);
  }

  Observation(String bootstrap, List<String> topics, StopWatch watch) {
    this.bootstrap = bootstrap;
    this.topics = List.copyOf(topics);
    this.watch = watch;
    this.reader =
        TopicReader.follow(
            bootstrap,
            topics,
            record -> {
              var reading = Marks.reading(record, watch);
              during.add(reading);
              arrived.add(reading.mark());
              lastAt.set(reading.readAt());
            });
  }

  /** Different messages that have come, dead letters among them. */
  int arrived() {
    return arrived.size();
  }

  /** Waits until so many have come, or nothing has for so long; gives whether they have. */
  boolean await(long marks, Duration quiet) throws Exception {
    lastAt.set(watch.millis());
    Await.until(
        Duration.ofHours(12),
        () -> arrived() >= marks || watch.millis() - lastAt.get() > quiet.toMillis());
    return arrived() >= marks;
  }

  /** Waits until these have come, or nothing has for so long; gives whether they have. */
  boolean awaitAll(Set<Mark> marks, Duration quiet) throws Exception {
    lastAt.set(watch.millis());
    Await.until(
        Duration.ofHours(12),
        () -> arrived.containsAll(marks) || watch.millis() - lastAt.get() > quiet.toMillis());
    return arrived.containsAll(marks);
  }

  /** How many records were written in a span of the watch, in milliseconds, both ends with it. */
  long writtenBetween(long from, long to) {
    return during.stream()
        .filter(reading -> reading.writtenAt() >= from && reading.writtenAt() <= to)
        .count();
  }

  /** 99th percentile from a call to its message's arrival, of calls in the span; -1 for none. */
  long p99(List<Sending> sendings, long from, long to) {
    var delays =
        delays(
            sendings.stream()
                .filter(sending -> sending.invokedAt() >= from && sending.invokedAt() <= to)
                .toList());
    return delays.length == 0 ? -1 : delays[(int) Math.ceil(delays.length * 0.99) - 1];
  }

  /** The longest from a call to its message's arrival; -1 for none. */
  long slowest(List<Sending> sendings) {
    var delays = delays(sendings);
    return delays.length == 0 ? -1 : delays[delays.length - 1];
  }

  /** In milliseconds, sorted, of what has come. */
  private long[] delays(List<Sending> sendings) {
    var invoked = new HashMap<Mark, Long>();
    sendings.forEach(sending -> invoked.put(sending.mark(), sending.invokedAt()));
    var delays = LongStream.builder();
    for (var reading : during) {
      var at = invoked.remove(reading.mark());
      if (at != null) {
        delays.add(reading.readAt() - at);
      }
    }
    return delays.build().sorted().toArray();
  }

  /** Ends the reader during, lets the reader after read, gives all that is known. */
  History finish(List<Sending> sendings) {
    long endedAt = watch.millis();
    reader.close();
    var after = new ArrayList<Reading>();
    TopicReader.readAll(bootstrap, topics, record -> after.add(Marks.reading(record, watch)));
    return new History(sendings, List.copyOf(during), after, endedAt);
  }
}
