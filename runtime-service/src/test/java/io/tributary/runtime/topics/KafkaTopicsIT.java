package io.tributary.runtime.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.steps.Gaps;
import io.tributary.runtime.support.RealKafka;
import io.tributary.runtime.topics.Topics.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KafkaTopicsIT {
  @Test
  void messagesAreCountedAndNotTheirTransactionsMarkers() throws Exception {
    try (var topics = new KafkaTopics(BrokerAccess.open(RealKafka.bootstrap()), 1)) {
      topics.create(List.of(TopicSpec.messages("count.it")));
      topics.create(List.of(TopicSpec.messages("count.it")));
      write("count.it", 0, "a", "b", "c");
      write("count.it", 1, "d");
      abort("count.it", 0, "never");
      position("count.group", "count.it", 1);

      await().until(() -> topics.count("count.it") == 4);
      assertThat(topics.waiting("count.it", "count.group", any -> true)).isEqualTo(3);
      assertThat(topics.waiting("count.it", "nobody", any -> true)).isEqualTo(4);
      // The first is open, the second has ended beyond it.
      position("gap.group", "count.it", 0, Gaps.write(0, List.of(new Gaps.Run(1, 2))));
      assertThat(topics.waiting("count.it", "gap.group", any -> true)).isEqualTo(3);
      assertThat(topics.count("missing.it")).isZero();
      assertThat(topics.newest("count.it", 2)).hasSize(2);
      assertThat(new String(topics.at("count.it", 0, 1).orElseThrow().value(), UTF_8))
          .isEqualTo("b");
      assertThat(topics.at("count.it", 0, 99)).isEmpty();
      assertThat(topics.at("count.it", 9, 0)).isEmpty();
      var places = List.of(new Place(0, 2), new Place(0, 99), new Place(1, 0), new Place(0, 0));
      assertThat(topics.at("count.it", places))
          .extracting(record -> new String(record.value(), UTF_8))
          .containsExactlyInAnyOrder("a", "c", "d");
      var all = new ArrayList<String>();
      topics.forEach("count.it", record -> all.add(new String(record.value(), UTF_8)));
      assertThat(all).containsExactlyInAnyOrder("a", "b", "c", "d");
      topics.deleteAll("count.it");
    }
  }

  @Test
  @Timeout(60)
  void singleRecordsAreFoundInAnyOrderAndWhatIsGoneIsNotWaitedFor() throws Exception {
    try (var topics = new KafkaTopics(BrokerAccess.open(RealKafka.bootstrap()), 1)) {
      topics.create(List.of(TopicSpec.messages("look.it")));
      write("look.it", 0, "a", "b", "c");
      write("look.it", 1, "d");
      await().until(() -> topics.count("look.it") == 4);

      try (var looking = topics.look("look.it")) {
        var places =
            List.of(
                new Place(0, 0),
                new Place(0, 1),
                new Place(1, 0),
                new Place(0, 2),
                new Place(0, 3), // the end of the transaction
                new Place(0, 4), // where the topic ends
                new Place(9, 0),
                new Place(0, 1));
        assertThat(places.stream().map(looking::at).map(KafkaTopicsIT::text))
            .containsExactly("a", "b", "d", "c", "", "", "", "b");
      }
      topics.trim("look.it", List.of(), Instant.now().plusSeconds(60));
      try (var looking = topics.look("look.it")) {
        assertThat(looking.at(new Place(0, 1))).isEmpty();
      }
      try (var nothing = topics.look("missing.it")) {
        assertThat(nothing.at(new Place(0, 0))).isEmpty();
      }
      topics.deleteAll("look.it");
    }
  }

  private static String text(Optional<TopicRecord> record) {
    return record.map(found -> new String(found.value(), UTF_8)).orElse("");
  }

  @Test
  @Timeout(60)
  void countingEndsWhileSomebodyWrites() throws Exception {
    try (var topics = new KafkaTopics(BrokerAccess.open(RealKafka.bootstrap()), 1);
        var producer =
            new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", RealKafka.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      topics.create(List.of(TopicSpec.messages("busy.it")));
      write("busy.it", 0, "a", "b", "c");
      // A transaction's records are seen a moment after its commit has been answered.
      await().until(() -> topics.count("busy.it") == 3);
      var done = new AtomicBoolean();
      var writer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!done.get()) {
                      var _ =
                          producer.send(new ProducerRecord<>("busy.it", "more".getBytes(UTF_8)));
                      producer.flush();
                    }
                  });

      var counted = topics.count("busy.it");

      done.set(true);
      writer.join();
      assertThat(counted).isBetween(3L, topics.count("busy.it"));
    }
  }

  @Test
  void onlyWhatIsOldAndPassedByAllIsDeleted() throws Exception {
    try (var topics = new KafkaTopics(BrokerAccess.open(RealKafka.bootstrap()), 1)) {
      topics.create(List.of(TopicSpec.messages("trim.it")));
      write("trim.it", 0, "a", "b", "c");
      write("trim.it", 1, "d");
      position("trim.slow", "trim.it", 1);
      position("trim.fast", "trim.it", 3);
      var groups = List.of("trim.slow", "trim.fast");

      topics.trim("trim.it", groups, Instant.now().minusSeconds(3600));
      assertThat(topics.count("trim.it")).as("nothing is old").isEqualTo(4);

      topics.trim("trim.it", groups, Instant.now().plusSeconds(3600));
      assertThat(topics.count("trim.it")).as("only what the slow one passed").isEqualTo(3);

      topics.trim("trim.it", List.of(), Instant.now().plusSeconds(3600));
      assertThat(topics.count("trim.it")).as("nobody reads it").isZero();
      assertThat(topics.written("trim.it")).isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void aReadingFollowsWhatIsWritten() throws Exception {
    try (var topics = new KafkaTopics(BrokerAccess.open(RealKafka.bootstrap()), 1)) {
      topics.create(List.of(TopicSpec.lines("follow.it")));
      write("follow.it", 0, "old");
      try (var reading = topics.read("follow.it", Instant.now().plusSeconds(60))) {
        assertThat(reading.atEnd()).isTrue();
        write("follow.it", 0, "new");

        // A fetch of nothing but a transaction's marker comes back empty.
        var found = new ArrayList<String>();
        await()
            .until(
                () -> {
                  reading
                      .next(Duration.ofSeconds(1))
                      .forEach(record -> found.add(new String(record.value(), UTF_8)));
                  return reading.atEnd() && !found.isEmpty();
                });
        assertThat(found).containsExactly("new");
      }
    }
  }

  @Test
  void topicGoesWithThePositionsOfItsGroup() throws Exception {
    try (var topics = new KafkaTopics(BrokerAccess.open(RealKafka.bootstrap()), 1);
        var admin = Admin.create(Map.of("bootstrap.servers", RealKafka.bootstrap()))) {
      topics.create(List.of(TopicSpec.parked("delete.it"), TopicSpec.parked("delete.it.other")));
      position("delete.group", "delete.it", 1);

      topics.delete("delete.it", "delete.group");
      topics.delete("delete.it", "delete.group");

      await()
          .untilAsserted(
              () ->
                  assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS))
                      .contains("delete.it.other")
                      .doesNotContain("delete.it"));
      assertThat(admin.listGroups().all().get(10, TimeUnit.SECONDS))
          .extracting(GroupListing::groupId)
          .doesNotContain("delete.group");
      topics.deleteAll("delete.it");
    }
  }

  private static void position(String group, String topic, long offset) throws Exception {
    position(group, topic, offset, "");
  }

  private static void position(String group, String topic, long offset, String metadata)
      throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", RealKafka.bootstrap()))) {
      admin
          .alterConsumerGroupOffsets(
              group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset, metadata)))
          .all()
          .get(10, TimeUnit.SECONDS);
    }
  }

  private static void write(String topic, int partition, String... values) {
    try (var producer = producer()) {
      producer.beginTransaction();
      send(producer, topic, partition, values);
      producer.commitTransaction();
    }
  }

  private static void abort(String topic, int partition, String... values) {
    try (var producer = producer()) {
      producer.beginTransaction();
      send(producer, topic, partition, values);
      producer.flush();
      producer.abortTransaction();
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, String topic, int partition, String... values) {
    for (String value : values) {
      var _ =
          producer.send(
              new ProducerRecord<byte[], byte[]>(topic, partition, null, value.getBytes(UTF_8)));
    }
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers", RealKafka.bootstrap(), "transactional.id", "topics-it"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }
}
