package io.tributary.runner.kafka;

import io.tributary.runner.delivery.Batch;
import io.tributary.runner.delivery.Receipt;
import io.tributary.runner.faults.FaultPoint;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * At least once: what a batch gives is with the broker before its positions are handed over for
 * their commit. A crash in between repeats, and loses nothing.
 */
final class KafkaPositions implements Commits {
  private final Producer<byte[], byte[]> producer;
  private final Sending sending;
  private final Consumer<Map<TopicPartition, OffsetAndMetadata>> positions;

  KafkaPositions(
      Producer<byte[], byte[]> producer,
      Sending sending,
      Consumer<Map<TopicPartition, OffsetAndMetadata>> positions) {
    this.producer = producer;
    this.sending = sending;
    this.positions = positions;
  }

  @Override
  public Receipt commit(Batch batch) {
    FaultPoint.hit("before-commit");
    var outputs = new Outcome();
    int dead = sending.send(batch, outputs);
    settle(outputs);
    var seen = new Outcome();
    sending.sendSeen(batch, seen);
    settle(seen);
    FaultPoint.hit("after-send");
    positions.accept(batch.positions());
    FaultPoint.hit("after-commit");
    return sending.receipt(dead);
  }

  private void settle(Outcome outcome) {
    producer.flush();
    var failure = outcome.first.get();
    if (failure != null) {
      throw new KafkaException("an output was not taken", failure);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }

  /** Whether all of some records were taken. */
  private static final class Outcome implements Callback {
    private final AtomicReference<@Nullable Exception> first = new AtomicReference<>();

    @Override
    public void onCompletion(RecordMetadata metadata, @Nullable Exception failure) {
      if (failure != null) {
        first.compareAndSet(null, failure);
      }
    }
  }
}
