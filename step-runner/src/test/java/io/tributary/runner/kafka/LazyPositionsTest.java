package io.tributary.runner.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LazyPositionsTest {
  private static final TopicPartition INPUT = new TopicPartition("input", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final AtomicLong now = new AtomicLong();
  private final LazyPositions positions = new LazyPositions(consumer, "group", now::get);

  @BeforeEach
  void assign() {
    consumer.assign(List.of(INPUT));
  }

  @Test
  void theFirstIsCommittedAtOnce() {
    add(1);
    positions.commit();

    assertThat(committed()).isEqualTo(1);
  }

  @Test
  void thoseOfATenthOfASecondAreCommittedTogether() {
    add(1);
    positions.commit();
    add(2);
    positions.commit();
    add(3);
    positions.commit();
    assertThat(committed()).isEqualTo(1);
    assertThat(positions.isBusy()).as("so the next poll is a short one").isTrue();

    pass(Duration.ofMillis(100));
    positions.commit();

    assertThat(committed()).isEqualTo(3);
  }

  @Test
  void nothingWaitsWhereAPartitionGoes() {
    add(1);
    positions.commit();
    add(2);
    positions.commitNow();

    assertThat(committed()).isEqualTo(2);
  }

  @Test
  void whatWaitsKeepsThePollsShort() {
    add(1);
    pass(Duration.ofHours(1));

    assertThat(positions.isBusy()).isTrue();
    positions.commit();
    assertThat(positions.isBusy()).isFalse();
  }

  private void add(long offset) {
    positions.add(Map.of(INPUT, new OffsetAndMetadata(offset)));
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private long committed() {
    return consumer.committed(Set.of(INPUT)).get(INPUT).offset();
  }
}
