package io.tributary.runner.kafka;

import io.tributary.runner.delivery.Batch;
import io.tributary.runner.delivery.Publication;
import io.tributary.runner.delivery.Published;
import io.tributary.runner.faults.FaultPoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One transaction for each batch. It neither repeats nor aborts: after any error the producer is
 * closed, and the next one's {@code initTransactions} finds out what the broker has made of it.
 */
final class KafkaTransactions implements AutoCloseable {
  private static final Logger LOG = System.getLogger(KafkaTransactions.class.getName());

  private final Producer<byte[], byte[]> producer;
  private final Publication publication;
  private final Topics topics;

  KafkaTransactions(Producer<byte[], byte[]> producer, Publication publication, Topics topics) {
    this.producer = producer;
    this.publication = publication;
    this.topics = topics;
  }

  /** Gives the number of dead letters among the batch. */
  int commit(Batch batch, ConsumerGroupMetadata member) {
    FaultPoint.hit("before-commit");
    producer.beginTransaction();
    int dead = 0;
    for (var message : batch.messages()) {
      var published = publication.of(message);
      published.records().forEach(record -> send(published, record));
      dead += published.dead() ? 1 : 0;
    }
    FaultPoint.hit("after-send");
    producer.sendOffsetsToTransaction(batch.positions(), member);
    producer.commitTransaction();
    FaultPoint.hit("after-commit");
    return dead;
  }

  /** A failed send fails the commit: its own outcome need not be watched. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void send(Published published, ProducerRecord<byte[], byte[]> record) {
    if (!record.topic().equals(published.replyTopic()) || isThere(record.topic())) {
      producer.send(record);
    }
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

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
