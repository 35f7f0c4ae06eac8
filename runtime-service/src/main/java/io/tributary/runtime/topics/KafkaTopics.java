package io.tributary.runtime.topics;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.steps.Gaps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Topics at a Kafka broker: one admin client, and a consumer without a group per reading. */
public final class KafkaTopics implements Topics, AutoCloseable {
  private static final int PATIENCE_SECONDS = 15;

  private final BrokerAccess broker;
  private final short replication;
  private final Admin admin;

  public KafkaTopics(BrokerAccess broker, int replication) {
    this.broker = broker;
    this.replication = (short) replication;
    var settings = broker.settings();
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "runtime-topics");
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "12000");
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "6000");
    this.admin = Admin.create(settings);
  }

  @Override
  public void create(Collection<TopicSpec> topics) {
    var wanted =
        topics.stream()
            .map(
                topic ->
                    new NewTopic(topic.name(), topic.partitions(), replication)
                        .configs(topic.configuration()))
            .toList();
    for (var made : admin.createTopics(wanted).values().values()) {
      get(made, TopicExistsException.class, "topics cannot be made");
    }
    // The answer comes before every broker knows the topic; who produces next would be refused.
    var names = topics.stream().map(TopicSpec::name).toList();
    for (var described : admin.describeTopics(names).topicNameValues().values()) {
      get(described, UnknownTopicOrPartitionException.class, "topics cannot be looked at");
    }
  }

  @Override
  public void deleteAll(String prefix) {
    var names =
        get(
                admin.listTopics().names(),
                UnknownTopicOrPartitionException.class,
                "topics cannot be listed")
            .orElse(Set.of())
            .stream()
            .filter(name -> name.startsWith(prefix))
            .toList();
    for (var gone : admin.deleteTopics(names).topicNameValues().values()) {
      get(gone, UnknownTopicOrPartitionException.class, "topics cannot be deleted");
    }
    var groups =
        get(admin.listGroups().all(), GroupIdNotFoundException.class, "groups cannot be listed")
            .orElse(List.of())
            .stream()
            .map(GroupListing::groupId)
            .filter(name -> name.startsWith(prefix))
            .toList();
    for (var gone : admin.deleteConsumerGroups(groups).deletedGroups().values()) {
      get(gone, GroupIdNotFoundException.class, "positions cannot be deleted");
    }
  }

  @Override
  public void delete(String topic, String group) {
    get(
        admin.deleteTopics(List.of(topic)).all(),
        UnknownTopicOrPartitionException.class,
        "a topic cannot be deleted");
    get(
        admin.deleteConsumerGroups(List.of(group)).all(),
        GroupIdNotFoundException.class,
        "positions cannot be deleted");
  }

  @Override
  public long waiting(String topic, String group, IntPredicate revisions) {
    var count = new AtomicLong();
    forEachWaiting(topic, group, revisions, _ -> count.incrementAndGet() > 0);
    return count.get();
  }

  @Override
  public List<TopicRecord> waitingRecords(
      String topic, String group, IntPredicate revisions, int most) {
    var found = new ArrayList<TopicRecord>();
    forEachWaiting(
        topic, group, revisions, record -> found.size() < most && found.add(record.slim()));
    return found;
  }

  private void forEachWaiting(
      String topic, String group, IntPredicate revisions, Predicate<TopicRecord> action) {
    var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata();
    Map<TopicPartition, OffsetAndMetadata> passed =
        get(offsets, GroupIdNotFoundException.class, "positions cannot be read").orElse(Map.of());
    try (var reading = open(topic)) {
      reading.seek(
          partition ->
              Optional.ofNullable(passed.get(partition)).map(OffsetAndMetadata::offset).orElse(0L));
      var gaps = new HashMap<Integer, Gaps>();
      passed.forEach(
          (partition, position) -> {
            if (partition.topic().equals(topic)) {
              gaps.put(partition.partition(), gaps(position));
            }
          });
      counted(
          reading,
          record ->
              revisions.test(record.revision())
                  && !gaps.getOrDefault(record.partition(), Gaps.NONE).contain(record.offset())
                  && action.test(record));
    }
  }

  private static Gaps gaps(OffsetAndMetadata position) {
    return Gaps.read(position.offset(), position.metadata()).orElse(Gaps.NONE);
  }

  @Override
  public long written(String topic) {
    var described =
        get(
            admin.describeTopics(List.of(topic)).allTopicNames(),
            UnknownTopicOrPartitionException.class,
            "a topic cannot be looked at");
    if (described.isEmpty()) {
      return 0;
    }
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (var found : described.get().values()) {
      for (var partition : found.partitions()) {
        ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest());
      }
    }
    return get(
            admin.listOffsets(ends).all(),
            UnknownTopicOrPartitionException.class,
            "ends of a topic cannot be read")
        .map(found -> found.values().stream().mapToLong(end -> end.offset()).sum())
        .orElse(0L);
  }

  @Override
  public void trim(String topic, Collection<String> groups, Instant olderThan) {
    Map<TopicPartition, Long> until = new HashMap<>();
    try (var reading = open(topic)) {
      until.putAll(reading.offsetsOf(olderThan));
    }
    for (var group : groups) {
      var passed =
          get(
                  admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                  GroupIdNotFoundException.class,
                  "positions cannot be read")
              .orElse(Map.of());
      until.replaceAll(
          (partition, offset) ->
              Optional.ofNullable(passed.get(partition))
                  .map(position -> Math.min(offset, position.offset()))
                  .orElse(0L));
    }
    Map<TopicPartition, RecordsToDelete> deletions = new HashMap<>();
    until.forEach(
        (partition, offset) -> {
          if (offset > 0) {
            deletions.put(partition, RecordsToDelete.beforeOffset(offset));
          }
        });
    get(
        admin.deleteRecords(deletions).all(),
        UnknownTopicOrPartitionException.class,
        "old records cannot be deleted");
  }

  @Override
  public long count(String topic) {
    try (var reading = open(topic)) {
      reading.seek(partition -> 0L);
      return counted(reading, record -> true);
    }
  }

  @Override
  public Optional<Instant> oldest(String topic) {
    try (var reading = open(topic)) {
      return reading.oldest();
    }
  }

  @Override
  public List<TopicRecord> newest(String topic, int limit) {
    try (var reading = open(topic)) {
      // Markers of transactions take offsets too: look twice as far back as needed.
      reading.seekBack(2L * limit + 10);
      var ends = reading.ends();
      var found = new ArrayList<TopicRecord>();
      while (!reading.isPast(ends)) {
        found.addAll(reading.next(Duration.ofSeconds(1)));
      }
      return found.stream()
          .sorted(Comparator.comparing(TopicRecord::at).reversed())
          .limit(limit)
          .toList();
    }
  }

  @Override
  public Optional<TopicRecord> at(String topic, int partition, long offset) {
    return at(topic, List.of(new Place(partition, offset))).stream().findFirst();
  }

  @Override
  public List<TopicRecord> at(String topic, Collection<Place> places) {
    Map<Integer, NavigableSet<Long>> offsets = new TreeMap<>();
    places.forEach(
        place ->
            offsets.computeIfAbsent(place.partition(), _ -> new TreeSet<>()).add(place.offset()));
    var found = new ArrayList<TopicRecord>();
    try (var reading = open(topic)) {
      offsets.forEach(
          (partition, wanted) ->
              found.addAll(reading.only(new TopicPartition(topic, partition), wanted)));
    }
    return found;
  }

  @Override
  public void forEach(String topic, Consumer<TopicRecord> action) {
    try (var reading = open(topic)) {
      reading.seek(partition -> 0L);
      counted(
          reading,
          record -> {
            action.accept(record);
            return true;
          });
    }
  }

  @Override
  public Reading read(String topic, Instant since) {
    var reading = open(topic);
    reading.seek(since);
    return reading;
  }

  @Override
  public Looking look(String topic) {
    return KafkaLooking.open(consumer(), topic);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
  }

  private static long counted(KafkaReading reading, Predicate<TopicRecord> counts) {
    // One moment's ends: a topic that is written to all the time has no end to catch up with.
    var ends = reading.ends();
    long count = 0;
    while (!reading.isPast(ends)) {
      count +=
          reading.next(Duration.ofSeconds(1)).stream()
              .filter(record -> isBefore(ends, record))
              .filter(counts)
              .count();
    }
    return count;
  }

  private static boolean isBefore(Map<TopicPartition, Long> ends, TopicRecord record) {
    var partition = new TopicPartition(record.topic(), record.partition());
    return record.offset() < ends.getOrDefault(partition, 0L);
  }

  private KafkaReading open(String topic) {
    return KafkaReading.open(consumer(), topic);
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    var settings = broker.settings();
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "runtime-reading");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250);
    var bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(settings, bytes, bytes);
  }

  /** The future's value; empty where it failed in the way that does not matter. */
  private static <T> Optional<T> get(
      KafkaFuture<T> future, Class<? extends KafkaException> harmless, String what) {
    try {
      return Optional.ofNullable(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (harmless.isInstance(e.getCause())) {
        return Optional.empty();
      }
      throw new BrokerAway("The broker refused: " + what, e);
    } catch (TimeoutException e) {
      throw new BrokerAway("The broker did not answer: " + what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerAway("Stopped while the broker was asked", e);
    }
  }
}
