package io.tributary.runner.steps;

import io.tributary.runner.delivery.Takeover;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Signals of one membership. */
record MembershipEars(int number, LinkedBlockingQueue<Signal> inbox)
    implements Memberships.Listener {
  private static final Logger LOG = System.getLogger(MembershipEars.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Override
  public void assigned(Takeover takeover) {
    inbox.add(new Signal.Assigned(number, takeover));
  }

  @Override
  public void caughtUp(Set<Integer> partitions) {
    inbox.add(new Signal.CaughtUp(number, partitions));
  }

  @Override
  public void fetched(List<ConsumerRecord<byte[], byte[]>> records) {
    inbox.add(new Signal.Fetched(number, records));
  }

  @Override
  public void bodiesRead(List<ConsumerRecord<byte[], byte[]>> records) {
    inbox.add(new Signal.BodiesRead(number, records));
  }

  @Override
  public void revoked(Set<TopicPartition> partitions) {
    var done = new CountDownLatch(1);
    inbox.add(new Signal.Revoked(number, partitions, done));
    try {
      if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "partitions were taken away before their work was committed");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void failed(Exception failure) {
    inbox.add(new Signal.Failed(number, failure));
  }
}
