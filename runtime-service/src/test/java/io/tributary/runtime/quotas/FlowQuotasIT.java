package io.tributary.runtime.quotas;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.quotas.Quota;
import io.tributary.foundation.quotas.QuotaWarnings;
import io.tributary.foundation.quotas.Quotas;
import io.tributary.runtime.quotas.FlowShapes.Shape;
import io.tributary.runtime.quotas.SureWorkers.Place;
import io.tributary.runtime.support.MovingClock;
import io.tributary.runtime.support.RealPostgres;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is read of flows for quotas, from a real database. */
class FlowQuotasIT {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final OrganizationName GLOBEX = new OrganizationName("globex");
  private static final FlowId LEADS = new FlowId("aaaaaaaaaaaaaaaa");
  private static final FlowId OLD = new FlowId("bbbbbbbbbbbbbbbb");
  private static final FlowId FEED = new FlowId("cccccccccccccccc");
  private static final FlowId THEIRS = new FlowId("dddddddddddddddd");
  private static final StepName FIRST = new StepName("first");
  private static final StepName SECOND = new StepName("second");

  private final RealPostgres postgres = RealPostgres.empty();
  private final PostgresFlowShapes shapes = new PostgresFlowShapes(postgres.database());

  @Test
  void newestRevisionsOfFlowsThatStayAreCounted() {
    flow(ACME, LEADS, "running", 2);
    revision(LEADS, 1, 1, 1, 1, 1);
    revision(LEADS, 2, 3, 0);
    flow(ACME, OLD, "stopped", 1);
    revision(OLD, 1, 1);
    flow(ACME, FEED, "planned", 1);
    revision(FEED, 1, 1, 1);
    flow(GLOBEX, THEIRS, "running", 1);
    revision(THEIRS, 1, 1);

    assertThat(shapes.of(ACME)).isEqualTo(new Shape(2, 4, 6));
    assertThat(shapes.beside(ACME, LEADS)).isEqualTo(new Shape(1, 2, 2));
    assertThat(shapes.all())
        .isEqualTo(Map.of(ACME, new Shape(2, 4, 6), GLOBEX, new Shape(1, 1, 1)));
    assertThat(shapes.of(new OrganizationName("initech"))).isEqualTo(Shape.NONE);
  }

  @Test
  void stepsAreSureOfTheirLeastWorkersOrOne() {
    flow(ACME, LEADS, "running", 1);
    deployed(LEADS, FIRST, 4, false);
    deployed(LEADS, SECOND, 0, false);
    deployed(LEADS, new StepName("gone"), 9, true);
    var sure = new PostgresSureWorkers(postgres.database());

    var expected = Map.of(new Place(LEADS, FIRST), 4, new Place(LEADS, SECOND), 1);
    assertThat(sure.of(ACME)).isEqualTo(expected);
    assertThat(sure.of(GLOBEX)).isEmpty();
    assertThat(sure.all()).isEqualTo(Map.of(ACME, expected));
  }

  @Test
  void onlyWhatPolledTriggersGiveIsCountedBehindTheDoor() {
    flow(ACME, LEADS, "running", 1);
    flow(ACME, FEED, "running", 1);
    postgres
        .raw()
        .sql(
            "insert into runtime.schedules (flow, step, revision, timing, next_at) values (?, ?, 1,"
                + " 'every 1h', now())")
        .param(FEED.value())
        .param(FIRST.value())
        .update();
    var traffic = traffic(Map.of(Quota.MESSAGES_PER_MINUTE, 50L));
    var polled = new PolledMessages(new PostgresFlowOwners(postgres.database()), traffic);

    polled.gave(LEADS, FIRST, 40);
    polled.gave(FEED, SECOND, 40);
    polled.gave(THEIRS, FIRST, 40);
    polled.gave(FEED, FIRST, 40);
    boolean early = polled.isUsedUp(LEADS);
    polled.gave(FEED, FIRST, 40);

    assertThat(early).isFalse();
    assertThat(polled.isUsedUp(FEED)).isTrue();
    assertThat(polled.isUsedUp(THEIRS)).as("nobody knows whose it is").isFalse();
  }

  private Traffic traffic(Map<Quota, Long> limits) {
    var quotas = new Quotas(limits, _ -> Map.of());
    var clock = new MovingClock(Instant.parse("2026-11-27T10:15:30Z"));
    return new Traffic(
        quotas,
        new QuotaWarnings(
            quotas,
            () -> {
              throw new IllegalStateException("nothing is added up here");
            },
            postgres.transactions(),
            clock),
        new InMemoryTallies(),
        clock);
  }

  private void flow(OrganizationName organization, FlowId flow, String state, int revision) {
    postgres
        .raw()
        .sql(
            """
            insert into runtime.flows
              (id, organization, name, revision, state, state_since, created_at)
            values (?, ?, ?, ?, ?, now(), now())
            """)
        .param(flow.value())
        .param(organization.value())
        .param(flow.value())
        .param(revision)
        .param(state)
        .update();
  }

  /** A revision with a step for each number, the least of its workers. */
  private void revision(FlowId flow, int number, int... least) {
    var steps = new StringBuilder();
    for (int min : least) {
      steps.append(steps.isEmpty() ? "" : ", ").append(step(min));
    }
    postgres
        .raw()
        .sql(
            """
            insert into runtime.flow_revisions
              (flow, revision, notation, document, plan, created_at, created_by)
            values (?, ?, 'YAML', '', ?::json, now(), 'ada')
            """)
        .param(flow.value())
        .param(number)
        .param("{\"assignments\": [" + steps + "]}")
        .update();
  }

  private void deployed(FlowId flow, StepName step, int min, boolean closed) {
    postgres
        .raw()
        .sql(
            """
            insert into runtime.deployed_steps
              (flow, step, position, image, assignment, road, closed)
            values (?, ?, 0, 'sha256:0', ?::json, 1, ?)
            """)
        .param(flow.value())
        .param(step.value())
        .param(step(min))
        .param(closed)
        .update();
  }

  private static String step(int min) {
    return "{\"workers\": {\"min\": %d, \"max\": 16, \"idleSeconds\": 60}}".formatted(min);
  }
}
