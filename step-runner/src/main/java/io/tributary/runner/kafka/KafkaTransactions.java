package io.tributary.runner.kafka;

import io.tributary.runner.delivery.Batch;
import io.tributary.runner.delivery.Receipt;
import io.tributary.runner.faults.FaultPoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A transaction from the first batch that is sent until the commit. It neither repeats nor aborts:
 * after any error the producer is closed, and the next one's {@code initTransactions} finds out
 * what the broker has made of it.
 */
final class KafkaTransactions implements Commits {
  private final Producer<byte[], byte[]> producer;
  private final Sending sending;
  private final Supplier<ConsumerGroupMetadata> member;
  private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();

  /** The stay in the group in which the open transaction began; none is open without one. */
  private @Nullable ConsumerGroupMetadata stay;

  private int dead;

  KafkaTransactions(
      Producer<byte[], byte[]> producer, Sending sending, Supplier<ConsumerGroupMetadata> member) {
    this.producer = producer;
    this.sending = sending;
    this.member = member;
  }

  @Override
  public void send(Batch batch) {
    if (stay == null) {
      FaultPoint.hit("before-commit");
      // Of the time before: a batch of an earlier stay in the group is to be refused.
      stay = member.get();
      producer.beginTransaction();
    }
    dead += sending.send(batch, null);
    sending.sendSeen(batch.seen(), null);
    positions.putAll(batch.positions());
  }

  @Override
  public Receipt commit() {
    FaultPoint.hit("after-send");
    producer.sendOffsetsToTransaction(Map.copyOf(positions), Objects.requireNonNull(stay));
    producer.commitTransaction();
    FaultPoint.hit("after-commit");
    var receipt = sending.receipt(dead);
    stay = null;
    positions.clear();
    dead = 0;
    return receipt;
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
