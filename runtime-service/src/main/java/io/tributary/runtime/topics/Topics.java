package io.tributary.runtime.topics;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Topics and records at the broker. Every method throws {@link BrokerAway} where it does not
 * answer. Only records of committed transactions are seen.
 */
public interface Topics {
  /** Makes those that are missing; those that exist stay as they are. */
  void create(Collection<TopicSpec> topics);

  /**
   * Removes topics whose names begin so, with all their records, and the positions of such groups.
   */
  void deleteAll(String prefix);

  /**
   * Removes a topic with all its records, and the positions of the one group that read it; either
   * may be missing.
   */
  void delete(String topic, String group);

  /**
   * The number of records that a group has not ended yet, what ended beyond its position left out;
   * of a missing topic 0. Counted by reading, because offsets are not messages.
   *
   * @param revisions the flow's revisions whose messages count; one without counts as 0
   */
  long waiting(String topic, String group, IntPredicate revisions);

  /** The records that {@link #waiting} counts, without their bodies; at most so many. */
  List<TopicRecord> waitingRecords(String topic, String group, IntPredicate revisions, int most);

  /**
   * How many offsets were ever used, markers of transactions counted; those of records that are
   * gone too. Of a missing topic 0.
   */
  long written(String topic);

  /** The number of records in a topic; of a missing one 0. */
  long count(String topic);

  /**
   * Deletes records that are older and that all of the groups have passed; of a partition that one
   * of them has no position in, none.
   */
  void trim(String topic, Collection<String> groups, Instant olderThan);

  /** When the oldest record was written that is still there; of a missing topic none. */
  Optional<Instant> oldest(String topic);

  /** The newest records, newest first; of a missing topic none. */
  List<TopicRecord> newest(String topic, int limit);

  /** The record at a place; empty where it is gone or never was. */
  Optional<TopicRecord> at(String topic, int partition, long offset);

  /** The records at these places, those that are gone left out; in no order. */
  List<TopicRecord> at(String topic, Collection<Place> places);

  /** Hands over every record that is there by now; of a missing topic none. */
  void forEach(String topic, Consumer<TopicRecord> action);

  /** Begins to read all partitions from this time on; close it. */
  Reading read(String topic, Instant since);

  /** Begins to look at single records, one after the other; close it. */
  Looking look(String topic);

  /** Where a record stands in its topic. */
  record Place(int partition, long offset) {}

  /** For one thread; quick where the next record stands behind the one before. */
  interface Looking extends AutoCloseable {
    /** The record at a place; empty where it is gone or never was. */
    Optional<TopicRecord> at(Place place);

    @Override
    void close();
  }

  /** A reading in progress, for one thread. */
  interface Reading extends AutoCloseable {
    /** The next records, waiting at most this long for the first. */
    List<TopicRecord> next(Duration patience);

    /** Whether everything that stood in the topic when it was last looked at has been given out. */
    boolean atEnd();

    @Override
    void close();
  }
}
