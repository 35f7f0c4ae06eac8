package io.tributary.benchmarks.figures;

import io.tributary.benchmarks.processes.Lab;
import io.tributary.benchmarks.sides.Job;
import io.tributary.benchmarks.work.Orders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Orders that come evenly, and when each went out and came back; both in this process, so by one
 * clock. The job's topics are made, and deleted at the end.
 */
final class LiveFeed implements AutoCloseable {
  static final int PER_SECOND = 500;
  private static final int MOST = PER_SECOND * 600;

  private final Lab lab;
  private final Job job;
  private final AtomicLongArray sent = new AtomicLongArray(MOST);
  private final AtomicLongArray arrived = new AtomicLongArray(MOST);
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger doubled = new AtomicInteger();
  private final Thread producing;
  private final Thread consuming;
  private volatile boolean feeding = true;
  private volatile boolean watching = true;

  private LiveFeed(Lab lab, Job job) {
    this.lab = lab;
    this.job = job;
    this.producing = Thread.ofPlatform().daemon().name("feed").unstarted(this::produce);
    this.consuming = Thread.ofPlatform().daemon().name("arrivals").unstarted(this::consume);
  }

  static LiveFeed open(Lab lab, Job job) {
    job.topics().forEach(topic -> lab.createTopic(topic, job.partitions(), Map.of()));
    return new LiveFeed(lab, job);
  }

  void start() {
    producing.start();
    consuming.start();
  }

  /** How many went out so far. */
  int sent() {
    return next.get();
  }

  int doubled() {
    return doubled.get();
  }

  /** Nanoseconds between the two, of an order that came back. */
  long took(int number) {
    return arrived.get(number) - sent.get(number);
  }

  /** {@link System#nanoTime} of its arrival; 0 = not yet. */
  long arrived(int number) {
    return arrived.get(number);
  }

  /** No order goes out any more; those that did can still come back. */
  void stop() {
    feeding = false;
    join(producing);
  }

  /** Waits until the orders below this number are back. */
  void awaitAll(int below, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    for (int number = 0; number < below; number++) {
      while (arrived.get(number) == 0) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException(
              "order %d of %d did not come back within %d s"
                  .formatted(number, below, limit.toSeconds()));
        }
        Throughput.pause(Duration.ofMillis(2).toNanos());
      }
    }
  }

  @Override
  public void close() {
    stop();
    watching = false;
    join(consuming);
    lab.deleteTopics(Set.copyOf(job.topics()));
  }

  private void produce() {
    try (var producer = Sources.producer(lab, 0)) {
      long begun = System.nanoTime();
      while (feeding && next.get() < MOST) {
        int number = next.get();
        long due = begun + number * (1_000_000_000L / PER_SECOND);
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        sent.set(number, System.nanoTime());
        var _ = producer.send(Sources.order(job.source(), job.partitions(), number));
        next.incrementAndGet();
      }
    }
  }

  private void consume() {
    var partitions =
        IntStream.range(0, job.partitions())
            .mapToObj(number -> new TopicPartition(job.output(), number))
            .toList();
    try (var consumer = Outputs.reader(lab)) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (watching) {
        take(consumer);
      }
    }
  }

  private void take(KafkaConsumer<byte[], byte[]> consumer) {
    var records = consumer.poll(Duration.ofMillis(200));
    long now = System.nanoTime();
    for (var record : records) {
      if (!arrived.compareAndSet((int) Orders.number(record.value()), 0, now)) {
        doubled.incrementAndGet();
      }
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The job of a feed: its own source, empty at first. */
  static Job job(io.tributary.benchmarks.peers.Work work, String name, int steps) {
    List<String> names =
        IntStream.range(0, steps).mapToObj(step -> name + (char) ('a' + step)).toList();
    return new Job(work, name + "-source", names, Sources.FOUR_PARTITIONS);
  }
}
