package io.tributary.benchmarks.figures;

import io.tributary.benchmarks.processes.Lab;
import io.tributary.benchmarks.sides.Job;
import io.tributary.benchmarks.work.Orders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a side gave out: watched from outside, and counted one by one afterwards. */
final class Outputs implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Lab lab;
  private final Job job;
  private final List<TopicPartition> partitions;
  private final KafkaConsumer<byte[], byte[]> consumer;

  Outputs(Lab lab, Job job) {
    this.lab = lab;
    this.job = job;
    this.partitions =
        IntStream.range(0, job.partitions())
            .mapToObj(number -> new TopicPartition(job.output(), number))
            .toList();
    this.consumer = reader(lab);
  }

  static KafkaConsumer<byte[], byte[]> reader(Lab lab) {
    var settings = new HashMap<String, Object>();
    settings.put("bootstrap.servers", lab.bootstrap());
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", "earliest");
    settings.put("max.poll.records", 20_000);
    settings.put("max.partition.fetch.bytes", 8 * 1024 * 1024);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Up to where each partition can be read by those who read what is committed. */
  Map<TopicPartition, Long> ends() {
    return consumer.endOffsets(partitions);
  }

  /**
   * Reads everything.
   *
   * @param from ends at the beginning of the measured time
   * @param to ends at its end
   */
  Count count(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to, int orders) {
    var seen = new int[orders];
    long within = 0;
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    var ends = ends();
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("the output could not be read within " + LIMIT);
      }
      for (var record : consumer.poll(Duration.ofMillis(500))) {
        var partition = new TopicPartition(record.topic(), record.partition());
        seen[(int) Orders.number(record.value())]++;
        if (record.offset() >= from.getOrDefault(partition, 0L)
            && record.offset() < to.getOrDefault(partition, 0L)) {
          within++;
        }
      }
    }
    return new Count(within, lost(seen), IntStream.of(seen).filter(times -> times > 1).count());
  }

  /** What the side's position says is done, and is not there. */
  private long lost(int[] seen) {
    long lost = 0;
    for (var position : positions().entrySet()) {
      for (long offset = 0; offset < position.getValue(); offset++) {
        int number = (int) (offset * job.partitions() + position.getKey().partition());
        lost += seen[number] == 0 ? 1 : 0;
      }
    }
    return lost;
  }

  private Map<TopicPartition, Long> positions() {
    try {
      var found =
          lab.admin().listConsumerGroupOffsets(job.group()).partitionsToOffsetAndMetadata().get();
      var positions = new HashMap<TopicPartition, Long>();
      found.forEach(
          (partition, position) -> {
            if (position != null && partition.topic().equals(job.input())) {
              positions.put(partition, position.offset());
            }
          });
      return positions;
    } catch (ExecutionException unknown) {
      return Map.of();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  /**
   * What came out.
   *
   * @param within the measured time
   * @param lost orders that the side says it has done
   * @param doubled orders that came more than once
   */
  record Count(long within, long lost, long doubled) {}
}
