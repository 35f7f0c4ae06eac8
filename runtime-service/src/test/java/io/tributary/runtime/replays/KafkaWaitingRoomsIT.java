package io.tributary.runtime.replays;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepCommand;
import io.tributary.runtime.deployments.Steps;
import io.tributary.runtime.hooks.IngressSettings;
import io.tributary.runtime.replays.Replays.Numbered;
import io.tributary.runtime.support.RealKafka;
import io.tributary.runtime.topics.KafkaTopics;
import io.tributary.runtime.topics.TopicSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class KafkaWaitingRoomsIT {
  private static final FlowId FLOW = new FlowId("aaaaaaaaaaaaaaaa");
  private static final StepName CMS = new StepName("cms");
  private static final String DEAD = FlowTopics.deadLetters(FLOW);
  private static final String PARKED = FlowTopics.parked(FLOW, CMS, 1);

  private static final Replay REPLAY =
      new Replay(
          "r1",
          new OrganizationName("acme"),
          Optional.of(FLOW),
          20,
          false,
          3,
          0,
          Replay.State.RUNNING,
          "ada",
          Instant.EPOCH,
          Optional.empty());

  @Test
  void messagesAndTheirNumberAreThereTogetherAcrossACrash() throws Exception {
    try (var topics = new KafkaTopics(BrokerAccess.open(RealKafka.bootstrap()), 1)) {
      topics.create(
          List.of(
              TopicSpec.messages(DEAD),
              TopicSpec.parked(PARKED),
              TopicSpec.lines(StepCommand.TOPIC)));
      produce(RealKafka.bootstrap(), 3);
      var settings = new IngressSettings(BrokerAccess.open(RealKafka.bootstrap()), "it", 75_000);
      var before = new KafkaWaitingRooms(settings);
      assertThat(before.reached("r1")).isEqualTo(OptionalInt.empty());
      before.put(
          REPLAY,
          List.of(entering(topics, 0, Optional.empty()), entering(topics, 1, Optional.empty())));

      // The process ends before it told the database; the next one asks the broker.
      try (var after = new KafkaWaitingRooms(settings)) {
        assertThat(after.reached("r1")).isEqualTo(OptionalInt.of(1));
        after.put(
            REPLAY,
            List.of(
                entering(
                    topics,
                    2,
                    Optional.of(
                        "{\"edited\":true}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))));
        assertThat(after.reached("r1")).isEqualTo(OptionalInt.of(2));
        after.forget("r1");
      }
      before.close();

      var parked = topics.newest(PARKED, 10);
      assertThat(parked).hasSize(3).allMatch(record -> record.partition() == 1);
      assertThat(parked)
          .extracting(record -> record.headers().get(MessageHeaders.REPLAY))
          .containsExactlyInAnyOrder("r1/0", "r1/1", "r1/2");
      assertThat(parked).allMatch(record -> record.revision() == 3);
      assertThat(parked)
          .extracting(record -> new String(record.value(), java.nio.charset.StandardCharsets.UTF_8))
          .containsExactlyInAnyOrder("body 0", "body 1", "{\"edited\":true}");
    }
  }

  private static Entering entering(KafkaTopics topics, int number, Optional<byte[]> edited) {
    var message = new ReplayMessage(FLOW, CMS, DEAD, 0, number, 1, Set.of(), edited);
    return new Entering(
        new Numbered(number, message),
        Steps.aStep("cms").after("form").in(3).build(),
        topics.at(DEAD, 0, number).orElseThrow());
  }

  private static void produce(String bootstrap, int count) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < count; i++) {
        producer.send(new ProducerRecord<>(DEAD, 0, "key", "body " + i)).get();
      }
    }
  }
}
