package io.tributary.runtime.deployments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.persistence.ActsFor;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.grants.InMemoryHostDecisions;
import io.tributary.runtime.grants.OpenHosts;
import io.tributary.runtime.hooks.PostgresHooksForTests;
import io.tributary.runtime.schedules.InMemorySchedules;
import io.tributary.runtime.support.MovingClock;
import io.tributary.runtime.support.RealKafka;
import io.tributary.runtime.support.RealPostgres;
import io.tributary.runtime.support.StoppedOrganizations;
import io.tributary.runtime.topics.KafkaTopics;
import io.tributary.runtime.topics.TopicSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Flows of an organization that has gone, with a real broker and database. */
@Timeout(120)
@ActsFor("acme")
class OwnedFlowsIT {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final FlowId OTHERS = new FlowId("bbbbbbbbbbbbbbbb");
  private static final StepAssignment FORM = Steps.aStep("form").build();
  private static final StepAssignment CMS = Steps.aStep("cms").after("form").build();
  private static final FlowPlan PLAN = new FlowPlan(List.of(FORM, CMS), true, false, List.of());

  private final RealPostgres postgres = RealPostgres.empty();
  private final KafkaTopics topics = new KafkaTopics(BrokerAccess.open(RealKafka.bootstrap()), 1);
  private final Admin admin = Admin.create(broker());
  private final MovingClock clock = new MovingClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Deployments deployments = new PostgresDeployments(postgres.database());
  private final List<String> ended = new ArrayList<>();
  private final OwnedFlows owned = owned();

  @BeforeEach
  void deploy() throws Exception {
    deployments.add(
        new Deployment(
            Steps.FLOW,
            ACME,
            new FlowName("leads"),
            1,
            OptionalInt.of(1),
            new DeploymentState.Running(clock.instant()),
            clock.instant()));
    deployments.assign(Steps.FLOW, PLAN.assignments());
    topics.create(PLAN.topics());
    topics.create(List.of(TopicSpec.messages(FlowTopics.deadLetters(OTHERS))));
    try (var producer =
        new KafkaProducer<>(broker(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (var topic : List.of(FORM.inputTopic(), FlowTopics.deadLetters(Steps.FLOW))) {
        producer.send(new ProducerRecord<>(topic, "{}".getBytes(UTF_8))).get(10, TimeUnit.SECONDS);
      }
    }
    position(FORM.group(), FORM.inputTopic());
    position(CMS.group(), CMS.inputTopic());
    position(FlowTopics.prefix(OTHERS) + "cms", FlowTopics.deadLetters(OTHERS));
  }

  /** Gone for all of the broker, so that the next test's are its own. */
  @AfterEach
  void close() {
    topics.deleteAll(FlowTopics.prefix(Steps.FLOW));
    topics.deleteAll(FlowTopics.prefix(OTHERS));
    await().until(() -> names().stream().noneMatch(OwnedFlowsIT::isOfThisTest));
    topics.close();
    admin.close();
  }

  @Test
  void topicsAndGroupsGoOnceStepsHadTimeToLetGoAndNothingIsLeftThen() throws Exception {
    assertThat(owned.delete(ACME)).isEqualTo(1);
    assertThat(ended).containsExactly("form", "cms");
    assertThat(owned.delete(ACME)).as("steps let go").isEqualTo(1);
    assertThat(names()).anyMatch(OwnedFlowsIT::isAcmes);

    clock.pass(Duration.ofSeconds(31));
    assertThat(owned.delete(ACME)).isEqualTo(1);

    await().untilAsserted(() -> assertThat(names()).noneMatch(OwnedFlowsIT::isAcmes));
    assertThat(groups()).noneMatch(OwnedFlowsIT::isAcmes);
    assertThat(names()).contains(FlowTopics.deadLetters(OTHERS));
    assertThat(groups()).contains(FlowTopics.prefix(OTHERS) + "cms");
    assertThat(deployments.roads(Steps.FLOW)).isEmpty();
    assertThat(owned.delete(ACME)).isZero();
  }

  @Test
  void aFlowThatNeverRanGoesTheSameWay() {
    var planned = deployments.find(Steps.FLOW).orElseThrow();
    deployments.save(planned.in(new DeploymentState.Planned(clock.instant())));

    owned.delete(ACME);
    clock.pass(Duration.ofSeconds(31));
    owned.delete(ACME);

    assertThat(owned.delete(ACME)).isZero();
  }

  private OwnedFlows owned() {
    var assignments = new Ended();
    var hooks = PostgresHooksForTests.over(postgres.database());
    var schedules = new InMemorySchedules(clock::instant);
    var hosts = new OpenHosts(InMemoryComponents.ordinary(), new InMemoryHostDecisions());
    var transactions = postgres.transactions();
    var start =
        new StartDeployment(
            deployments,
            assignments,
            hooks,
            schedules,
            hosts,
            topics,
            new Ids(clock),
            transactions,
            clock);
    return new OwnedFlows(
        deployments,
        new RemoveFlow(deployments, assignments, hooks, schedules, topics, transactions, clock),
        new FinishDeployments(deployments, start, topics, new StoppedOrganizations(), clock));
  }

  /** The coordinator of groups hears of a new topic a moment later. */
  private void position(String group, String topic) {
    await()
        .ignoreExceptions()
        .until(
            () -> {
              admin
                  .alterConsumerGroupOffsets(
                      group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0)))
                  .all()
                  .get(10, TimeUnit.SECONDS);
              return true;
            });
  }

  private List<String> names() throws Exception {
    return List.copyOf(admin.listTopics().names().get(10, TimeUnit.SECONDS));
  }

  private Stream<String> allGroups() throws Exception {
    return admin.listGroups().all().get(10, TimeUnit.SECONDS).stream().map(GroupListing::groupId);
  }

  private List<String> groups() throws Exception {
    return allGroups().toList();
  }

  private static boolean isOfThisTest(String name) {
    return isAcmes(name) || name.startsWith(FlowTopics.prefix(OTHERS));
  }

  private static boolean isAcmes(String name) {
    return name.startsWith(FlowTopics.prefix(Steps.FLOW));
  }

  private static Map<String, Object> broker() {
    return Map.of("bootstrap.servers", RealKafka.bootstrap());
  }

  private final class Ended implements Assignments {
    @Override
    public void tell(StepAssignment assignment) {
      throw new UnsupportedOperationException("nothing begins here");
    }

    @Override
    public void end(StepAssignment road) {
      ended.add(road.step().value());
    }
  }
}
