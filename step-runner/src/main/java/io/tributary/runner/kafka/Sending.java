package io.tributary.runner.kafka;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.runner.delivery.Batch;
import io.tributary.runner.delivery.Parked;
import io.tributary.runner.delivery.Publication;
import io.tributary.runner.delivery.Published;
import io.tributary.runner.delivery.Receipt;
import io.tributary.runner.delivery.SeenEvent;
import io.tributary.runner.faults.FaultPoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Sends a batch's records; whether they came through is seen by what follows, or by a callback. */
final class Sending {
  private static final Logger LOG = System.getLogger(Sending.class.getName());
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final Producer<byte[], byte[]> producer;
  private final Publication publication;
  private final Topics topics;
  private final Clock clock;
  private volatile long brokerAhead = UNKNOWN;

  Sending(Producer<byte[], byte[]> producer, Publication publication, Topics topics, Clock clock) {
    this.producer = producer;
    this.publication = publication;
    this.topics = topics;
    this.clock = clock;
  }

  /** Gives the number of dead letters among the batch. */
  int send(Batch batch, @Nullable Callback callback) {
    int dead = 0;
    var told = new ArrayList<StepEvent>(batch.messages().size());
    for (var message : batch.messages()) {
      var published = publication.of(message);
      published.records().forEach(record -> send(published, record, callback));
      published.event().ifPresent(told::add);
      dead += published.dead() ? 1 : 0;
    }
    publication.of(told).forEach(record -> send(record, callback));
    for (var snapshot : batch.snapshots()) {
      send(publication.of(snapshot), callback);
    }
    park(batch.parked(), callback);
    return dead;
  }

  /**
   * Events that batches have taken. Without a transaction only after everything else is there: what
   * counts as taken is not done again.
   */
  void sendSeen(List<SeenEvent> seen, @Nullable Callback callback) {
    for (var event : seen) {
      FaultPoint.hit("seen");
      send(publication.of(event), callback);
    }
  }

  Receipt receipt(int dead) {
    long ahead = brokerAhead;
    return new Receipt(dead, ahead == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(ahead));
  }

  private void park(List<Parked> parked, @Nullable Callback callback) {
    for (var message : parked) {
      FaultPoint.hit(message.paged().isEmpty() ? "parking" : "page");
      var records = publication.of(message).records();
      records.subList(0, records.size() - 1).forEach(record -> send(record, callback));
      // The copy's topic is stamped by the broker: its stamp tells the broker's time.
      send(
          records.getLast(),
          (metadata, failure) -> {
            if (failure == null) {
              brokerAhead = metadata.timestamp() - clock.millis();
            }
            if (callback != null) {
              callback.onCompletion(metadata, failure);
            }
          });
    }
  }

  private void send(
      Published published, ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
    if (!record.topic().equals(published.replyTopic()) || isThere(record.topic())) {
      send(record, callback);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the flush, the commit or the callback tells
  private void send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
    producer.send(record, callback);
  }

  /** The ingress that asked may be gone for ever; its caller has been told to look later. */
  private boolean isThere(String replyTopic) {
    try {
      if (topics.exists(replyTopic)) {
        return true;
      }
      LOG.log(Level.WARNING, "nobody waits at {0} any more: a reply is dropped", replyTopic);
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new org.apache.kafka.common.errors.InterruptException(interrupted);
    }
  }
}
