package io.tributary.runner.kafka;

import io.tributary.runner.delivery.Batch;
import io.tributary.runner.delivery.Receipt;
import io.tributary.runner.delivery.SeenEvent;
import io.tributary.runner.faults.FaultPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
 * At least once: what batches give is with the broker before their positions are handed over for
 * their commit. A crash in between repeats, and loses nothing.
 */
final class KafkaPositions implements Commits {
  private final Producer<byte[], byte[]> producer;
  private final Sending sending;
  private final Consumer<Map<TopicPartition, OffsetAndMetadata>> committing;
  private final List<SeenEvent> seen = new ArrayList<>();
  private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
  private Outcome outputs = new Outcome();
  private int dead;

  KafkaPositions(
      Producer<byte[], byte[]> producer,
      Sending sending,
      Consumer<Map<TopicPartition, OffsetAndMetadata>> committing) {
    this.producer = producer;
    this.sending = sending;
    this.committing = committing;
  }

  @Override
  public void send(Batch batch) {
    if (positions.isEmpty()) {
      FaultPoint.hit("before-commit");
    }
    dead += sending.send(batch, outputs);
    seen.addAll(batch.seen());
    positions.putAll(batch.positions());
  }

  @Override
  public Receipt commit() {
    settle(outputs);
    var marks = new Outcome();
    sending.sendSeen(seen, marks);
    settle(marks);
    FaultPoint.hit("after-send");
    committing.accept(Map.copyOf(positions));
    FaultPoint.hit("after-commit");
    var receipt = sending.receipt(dead);
    seen.clear();
    positions.clear();
    outputs = new Outcome();
    dead = 0;
    return receipt;
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
