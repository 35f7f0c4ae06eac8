package io.tributary.runner.steps;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runner.delivery.Batch;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Ways into a step's consumer group. */
public interface Memberships {

  /**
   * Fences earlier owners, joins the group, and begins to fetch. Waits until the step's topics
   * exist.
   *
   * @throws InterruptedException when the step is ended meanwhile
   */
  Membership join(StepAssignment assignment, Listener listener) throws InterruptedException;

  /** One stay in the group; it ends with the first thing that goes wrong. */
  interface Membership extends AutoCloseable {

    /** The last fetch has been taken in and there is room for another. Called once for each. */
    void fetchMore();

    /**
     * Commits outputs, dead letters, events and positions in one transaction; waits for its end.
     *
     * @return how many of the messages came out as dead letters
     * @throws RuntimeException where the outcome is bad or unknown: close, and join again
     */
    int commit(Batch batch);

    /** Leaves without committing anything more. */
    @Override
    void close();
  }

  /** Hears of the membership; called by the membership's own thread. */
  interface Listener {
    void fetched(List<ConsumerRecord<byte[], byte[]>> records);

    /** Returns when the partitions' ended messages are committed and the rest is let go. */
    void revoked(Set<TopicPartition> partitions);

    void failed(Exception failure);
  }
}
