package io.tributary.runner.steps;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runner.delivery.Batch;
import io.tributary.runner.delivery.Place;
import io.tributary.runner.delivery.Receipt;
import io.tributary.runner.delivery.RecordLimits;
import io.tributary.runner.delivery.Takeover;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Ways into a step's consumer group. */
public interface Memberships {

  /**
   * Fences earlier owners and prepares to join the group. Waits until the step's topics exist.
   *
   * @throws InterruptedException when the step is ended meanwhile
   */
  Membership join(StepAssignment assignment, Listener listener) throws InterruptedException;

  /** One stay in the group; it ends with the first thing that goes wrong. */
  interface Membership extends AutoCloseable {

    /** What the step's topics take. */
    RecordLimits limits();

    /** Joins the group and begins to fetch: from now on the listener hears. Called once. */
    void begin();

    /** The last fetch has been taken in and there is room for another. Called once for each. */
    void fetchMore();

    /** Reads records again that lie there; the listener gets them. */
    void readBodies(List<Place> places);

    /**
     * Sends outputs, dead letters and events of the batch; they last with the next {@link #commit}.
     * Waits only while too much is on its way.
     *
     * @throws RuntimeException where it was not taken: close, and join again
     */
    void send(Batch batch);

    /**
     * Commits everything that was sent since the last time, with its positions, as the assignment's
     * delivery says; waits for the end of it.
     *
     * @throws RuntimeException where the outcome is bad or unknown: close, and join again
     */
    Receipt commit();

    /** Leaves without committing anything more. */
    @Override
    void close();
  }

  /** Hears of the membership; called by the membership's own threads. */
  interface Listener {

    /** Partitions were given to the step; nothing of them has been fetched yet. */
    void assigned(Takeover takeover);

    /** All that lay in these parked partitions when they were given has been fetched. */
    void caughtUp(Set<Integer> partitions);

    void fetched(List<ConsumerRecord<byte[], byte[]>> records);

    void bodiesRead(List<ConsumerRecord<byte[], byte[]>> records);

    /** Returns when the partitions' ended messages are committed and the rest is let go. */
    void revoked(Set<TopicPartition> partitions);

    void failed(Exception failure);
  }
}
