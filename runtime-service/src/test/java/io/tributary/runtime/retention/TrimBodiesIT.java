package io.tributary.runtime.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvent.Outcome;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.foundation.persistence.ActsAcross;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.deadletters.DeadLetter;
import io.tributary.runtime.deadletters.DeadLetterState;
import io.tributary.runtime.deadletters.DeadLetters;
import io.tributary.runtime.deadletters.PostgresDeadLettersForTests;
import io.tributary.runtime.deployments.InMemoryDeployments;
import io.tributary.runtime.executions.Executions;
import io.tributary.runtime.executions.PostgresExecutionsForTests;
import io.tributary.runtime.support.RealKafka;
import io.tributary.runtime.support.RealPostgres;
import io.tributary.runtime.topics.KafkaTopics;
import io.tributary.runtime.topics.TopicSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large bodies of 20, 10 and 1 days ago, and what may still refer to them. */
@ActsAcross(Use.RETENTION)
class TrimBodiesIT {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final FlowId FLOW = new FlowId("trimbodies000000");
  private static final String BODIES = FlowTopics.bodies(FLOW);

  private final Instant now = Instant.now();
  private final RealPostgres postgres = RealPostgres.empty();
  private final Executions executions = PostgresExecutionsForTests.over(postgres);
  private final DeadLetters deadLetters = PostgresDeadLettersForTests.over(postgres);
  private final KafkaTopics topics = new KafkaTopics(BrokerAccess.open(RealKafka.bootstrap()), 1);
  private final TrimBodies trim =
      new TrimBodies(
          new InMemoryDeployments(),
          executions,
          deadLetters,
          topics,
          Clock.fixed(now, ZoneOffset.UTC));

  @BeforeEach
  void storeBodies() throws Exception {
    postgres.flow(FLOW.value(), ACME.value());
    topics.create(List.of(TopicSpec.messages(BODIES)));
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", RealKafka.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int days : new int[] {20, 10, 1}) {
        producer
            .send(
                new ProducerRecord<>(
                    BODIES, 0, ago(days).toEpochMilli(), new byte[] {1}, new byte[days]))
            .get(10, TimeUnit.SECONDS);
      }
    }
  }

  @AfterEach
  void close() {
    topics.deleteAll(FlowTopics.prefix(FLOW));
    topics.close();
  }

  @Test
  void whatNobodyCanReplayGoes() {
    heard(20, Outcome.EMITTED, ago(20));

    trim.trim(FLOW, List.of());

    assertThat(topics.count(BODIES)).isEqualTo(1);
  }

  @Test
  void anExecutionThatStillWaitsKeepsItsBody() {
    heard(10, Outcome.RETRYING, ago(9));

    trim.trim(FLOW, List.of());

    assertThat(topics.count(BODIES)).isEqualTo(2);
  }

  @Test
  void oneThatEndedThisWeekCanBeReplayed() {
    heard(20, Outcome.EMITTED, ago(3));

    trim.trim(FLOW, List.of());

    assertThat(topics.count(BODIES)).isEqualTo(3);
  }

  @Test
  void anOpenDeadLetterKeepsItsBodyUntilItIsDismissed() {
    heard(10, Outcome.DEAD, ago(10));
    deadLetters.record(List.of(letter(10)));

    trim.trim(FLOW, List.of());
    long kept = topics.count(BODIES);
    deadLetters.move(
        ACME,
        DeadLetters.Selection.ofExecutions(FLOW, Set.of(execution(10))),
        new DeadLetterState.Dismissed(now, "ada", "a test"),
        10);
    trim.trim(FLOW, List.of());

    assertThat(kept).isEqualTo(2);
    assertThat(topics.count(BODIES)).isEqualTo(1);
  }

  private void heard(int began, Outcome outcome, Instant last) {
    executions.record(
        List.of(
            new Executions.PlacedEvent(
                new StepEvent(
                    ACME,
                    FLOW,
                    1,
                    new StepName("form"),
                    execution(began),
                    "m" + began,
                    null,
                    outcome,
                    1,
                    0,
                    last,
                    last,
                    null,
                    null,
                    null,
                    null,
                    "topic",
                    0,
                    0),
                0)));
  }

  private DeadLetter letter(int began) {
    return new DeadLetter(
        FLOW + "-0-0",
        ACME,
        FLOW,
        new StepName("form"),
        execution(began),
        "m" + began,
        "give-up",
        "Error",
        "text",
        "cause",
        1,
        "sha256:0",
        1,
        ago(began),
        "topic",
        0,
        0,
        0,
        new DeadLetterState.Open(ago(began)),
        Optional.empty());
  }

  /** As the door makes it: the time in front. */
  private String execution(int days) {
    return new UUID(ago(days).toEpochMilli() << 16 | 0x7000L, 0x8000000000000000L).toString();
  }

  private Instant ago(int days) {
    return now.minus(Duration.ofDays(days));
  }
}
