package io.tributary.runtime.discards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvents;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.DeploymentState;
import io.tributary.runtime.deployments.InMemoryDeployments;
import io.tributary.runtime.deployments.Steps;
import io.tributary.runtime.discards.DiscardWaiting.Outcome;
import io.tributary.runtime.hooks.IngressSettings;
import io.tributary.runtime.support.RealKafka;
import io.tributary.runtime.topics.KafkaTopics;
import io.tributary.runtime.topics.RoadWaiting;
import io.tributary.runtime.topics.TopicSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DiscardWaitingIT {
  private static final StepName CMS = new StepName("cms");
  private static final StepAssignment ROAD = Steps.aStep("cms").after("form").in(2).build();
  private static final Deployment PAUSED = deployment(new DeploymentState.Paused(Instant.EPOCH));

  private final KafkaTopics topics = new KafkaTopics(BrokerAccess.open(RealKafka.bootstrap()), 1);
  private final InMemoryDeployments deployments = new InMemoryDeployments();
  private final DiscardWaiting discard =
      new DiscardWaiting(
          deployments,
          topics,
          new KafkaDiscards(
              new IngressSettings(BrokerAccess.open(RealKafka.bootstrap()), "it", 75_000),
              Clock.systemUTC()));

  @BeforeEach
  void begin() throws Exception {
    topics.create(
        List.of(
            TopicSpec.messages(ROAD.inputTopic()),
            TopicSpec.parked(ROAD.parkedTopic()),
            TopicSpec.lines(StepEvent.TOPIC)));
    deployments.assign(Steps.FLOW, List.of(ROAD));
    write(ROAD.inputTopic(), 5);
    write(ROAD.parkedTopic(), 2);
  }

  @AfterEach
  void end() {
    topics.deleteAll("flow." + Steps.FLOW + ".");
    topics.close();
  }

  @Test
  void exactlyTheNamedNumberIsEndedAndEachIsCounted() throws Exception {
    long eventsBefore = topics.count(StepEvent.TOPIC);

    assertThat(discard(PAUSED, OptionalLong.empty())).isEqualTo(new Outcome.Waiting(7));
    assertThat(discard(PAUSED, OptionalLong.of(6))).isEqualTo(new Outcome.Waiting(7));
    assertThat(RoadWaiting.count(topics, ROAD)).isEqualTo(7);
    assertThat(discard(PAUSED, OptionalLong.of(7))).isEqualTo(new Outcome.Discarded(7));

    await().until(() -> topics.count(StepEvent.TOPIC) > eventsBefore);
    assertThat(RoadWaiting.count(topics, ROAD)).isZero();
    var events =
        topics.newest(StepEvent.TOPIC, 1).stream()
            .flatMap(
                record ->
                    Json.read(new String(record.value(), UTF_8), StepEvents.class)
                        .events()
                        .stream())
            .toList();
    assertThat(events).hasSize(7);
    assertThat(events)
        .allMatch(
            event ->
                event.outcome() == StepEvent.Outcome.DISCARDED
                    && event.revision() == 2
                    && event.step().equals(CMS));
    write(ROAD.inputTopic(), 1);
    assertThat(RoadWaiting.count(topics, ROAD)).as("what comes later waits").isEqualTo(1);
  }

  @Test
  void nothingGoesWhileTheFlowRunsOrSomebodyIsStillThere() {
    var running = deployment(new DeploymentState.Running(Instant.EPOCH));
    assertThat(discard(running, OptionalLong.of(7))).isEqualTo(new Outcome.PauseFirst());
    assertThat(discard.discard(PAUSED, new StepName("missing"), OptionalLong.of(7)))
        .isEqualTo(new Outcome.NoSuchStep());

    try (var member = member()) {
      await()
          .until(
              () -> {
                member.poll(Duration.ofMillis(100));
                return !member.assignment().isEmpty();
              });

      assertThat(discard(PAUSED, OptionalLong.of(7))).isEqualTo(new Outcome.StillDraining());
    }
    assertThat(RoadWaiting.count(topics, ROAD)).isEqualTo(7);
  }

  private Outcome discard(Deployment flow, OptionalLong named) {
    return discard.discard(flow, CMS, named);
  }

  private static Deployment deployment(DeploymentState state) {
    return new Deployment(
        Steps.FLOW,
        new OrganizationName("acme"),
        new FlowName("website-leads"),
        2,
        OptionalInt.of(2),
        state,
        Instant.EPOCH);
  }

  private static KafkaConsumer<byte[], byte[]> member() {
    var consumer =
        new KafkaConsumer<byte[], byte[]>(
            Map.of(
                "bootstrap.servers",
                RealKafka.bootstrap(),
                "group.id",
                ROAD.group(),
                "enable.auto.commit",
                "false",
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(ROAD.inputTopic()));
    return consumer;
  }

  private static void write(String topic, int count) throws Exception {
    var bytes = new ByteArraySerializer();
    Map<String, Object> settings = Map.of("bootstrap.servers", RealKafka.bootstrap());
    try (var producer = new KafkaProducer<>(settings, bytes, bytes)) {
      for (int i = 0; i < count; i++) {
        var record = new ProducerRecord<byte[], byte[]>(topic, i % 4, null, "{}".getBytes(UTF_8));
        record.headers().add(MessageHeaders.FLOW_REVISION, "2".getBytes(UTF_8));
        producer.send(record).get();
      }
    }
  }
}
