package io.tributary.runner.kafka;

import io.tributary.runner.delivery.Batch;
import io.tributary.runner.delivery.Receipt;
import io.tributary.runner.faults.FaultPoint;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;

/**
 * One transaction for each batch. It neither repeats nor aborts: after any error the producer is
 * closed, and the next one's {@code initTransactions} finds out what the broker has made of it.
 */
final class KafkaTransactions implements Commits {
  private final Producer<byte[], byte[]> producer;
  private final Sending sending;
  private final Supplier<ConsumerGroupMetadata> member;

  KafkaTransactions(
      Producer<byte[], byte[]> producer, Sending sending, Supplier<ConsumerGroupMetadata> member) {
    this.producer = producer;
    this.sending = sending;
    this.member = member;
  }

  @Override
  public Receipt commit(Batch batch) {
    FaultPoint.hit("before-commit");
    // Of the time before: a batch of an earlier stay in the group is to be refused.
    var stay = member.get();
    producer.beginTransaction();
    int dead = sending.send(batch, null);
    sending.sendSeen(batch, null);
    FaultPoint.hit("after-send");
    producer.sendOffsetsToTransaction(batch.positions(), stay);
    producer.commitTransaction();
    FaultPoint.hit("after-commit");
    return sending.receipt(dead);
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
