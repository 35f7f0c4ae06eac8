package io.tributary.runner.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.runner.delivery.Takeover;
import io.tributary.runner.steps.Memberships.Listener;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KafkaSourceTest {
  private static final TopicPartition INPUT = new TopicPartition("in", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final KafkaClients clients = new KafkaClients(BrokerAccess.open("127.0.0.1:1"), "runner");
  private final Admin admin = clients.admin();
  private final Heard heard = new Heard();
  private KafkaSource source;

  @BeforeEach
  void join() {
    var step = new StepTopics("group", INPUT.topic(), "parked", false, Optional.empty());
    var topics = new Topics(admin);
    var takeover =
        new KafkaTakeover(
            step,
            topics,
            new KafkaSnapshots(clients, topics, "snapshots", false),
            new KafkaSeenIds(clients, topics, step, Clock.systemUTC()));
    source = new KafkaSource(consumer, step, takeover, heard);
    consumer.updateBeginningOffsets(Map.of(INPUT, 0L));
    consumer.schedulePollTask(() -> consumer.rebalance(List.of(INPUT)));
    consumer.schedulePollTask(() -> consumer.addRecord(record(0)));
  }

  @AfterEach
  void leave() {
    source.close();
    admin.close();
  }

  @Test
  void givesWhatComesOneFetchAhead() {
    source.start();
    await().until(() -> heard.offsets.equals(List.of(0L)));

    consumer.schedulePollTask(() -> consumer.addRecord(record(1)));
    source.fetchMore();

    await().until(() -> heard.offsets.equals(List.of(0L, 1L)));
  }

  /** Positions that call the consumer just as its wait ends by itself call out of the next poll. */
  @Test
  void aCallOfPositionsWhileThereIsNoRoomLeavesNothingPaused() {
    heard.onFetched =
        () -> {
          source.commitSoon(Map.of(INPUT, new OffsetAndMetadata(1)));
          consumer.wakeup();
        };
    source.start();
    await().until(() -> consumer.paused().contains(INPUT));
    heard.onFetched = () -> {};

    await().until(() -> !consumer.committed(Set.of(INPUT)).isEmpty());
    consumer.schedulePollTask(() -> consumer.addRecord(record(1)));
    source.fetchMore();

    await().untilAsserted(() -> assertThat(heard.offsets).contains(1L));
    assertThat(consumer.paused()).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    return new ConsumerRecord<>(INPUT.topic(), INPUT.partition(), offset, null, new byte[0]);
  }

  private static final class Heard implements Listener {
    private final List<Long> offsets = new CopyOnWriteArrayList<>();
    private volatile Runnable onFetched = () -> {};

    @Override
    public void fetched(List<ConsumerRecord<byte[], byte[]>> records) {
      records.forEach(record -> offsets.add(record.offset()));
      onFetched.run();
    }

    @Override
    public void assigned(Takeover takeover) {}

    @Override
    public void caughtUp(Set<Integer> partitions) {}

    @Override
    public void bodiesRead(List<ConsumerRecord<byte[], byte[]>> records) {}

    @Override
    public void revoked(Set<TopicPartition> partitions) {}

    @Override
    public void failed(Exception failure) {
      throw new AssertionError(failure);
    }
  }
}
