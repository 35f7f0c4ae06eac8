package io.tributary.runtime.executions;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvent.Outcome;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.persistence.ActsFor;
import io.tributary.runtime.executions.Executions.PlacedEvent;
import io.tributary.runtime.support.RealPostgres;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ActsFor("acme")
class PostgresExecutionsIT {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final FlowId FLOW = new FlowId("aaaaaaaaaaaaaaaa");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final RealPostgres postgres = RealPostgres.empty();
  private final Executions executions = new PostgresExecutions(postgres.database());

  @BeforeEach
  void begin() {
    postgres.flow(FLOW.value(), ACME.value());
  }

  @Test
  void whatIsToldLateOfAFlowThatIsGoneMakesNoRows() {
    postgres.raw().sql("delete from runtime.flows").update();

    executions.record(List.of(placed("door", "m0", Outcome.EMITTED, 1, 1, 0)));

    assertThat(executions.find(ACME, "run")).isEmpty();
    assertThat(executions.path("run")).isEmpty();
  }

  @Test
  void whatAStepCatchesIsNoFailureOfTheWhole() {
    executions.record(
        List.of(
            placed("door", "m0", Outcome.EMITTED, 1, 1, 0),
            placed("cms", "m1", Outcome.DEAD, 0, 1, 1)));
    assertThat(status()).isEqualTo(ExecutionStatus.RUNNING);

    executions.record(List.of(placed("tell", "m2", Outcome.EMITTED, 1, 0, 2)));

    assertThat(status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void replayOfWhatWasGivenUpMendsTheExecution() {
    executions.record(
        List.of(
            placed("door", "m0", Outcome.EMITTED, 1, 1, 0),
            placed("cms", "m1", Outcome.DEAD, 0, 0, 1)));
    assertThat(status()).isEqualTo(ExecutionStatus.FAILED);

    executions.record(List.of(placed("cms", "m1", Outcome.RETRYING, 0, 0, 60)));
    assertThat(status()).isEqualTo(ExecutionStatus.WAITING);
    executions.record(List.of(placed("cms", "m1", Outcome.EMITTED, 1, 0, 70)));
    assertThat(status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    // Late and repeated words change nothing.
    executions.record(List.of(placed("cms", "m1", Outcome.RETRYING, 0, 0, 60)));
    executions.record(List.of(placed("cms", "m1", Outcome.DEAD, 0, 0, 1)));
    assertThat(status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void executionsAreFoundByTimeAndText() {
    executions.record(List.of(placed("door", "m0", Outcome.EMITTED, 0, 0, 0)));

    assertThat(found(NOON.minusSeconds(1), NOON.plusSeconds(1), null)).hasSize(1);
    assertThat(found(NOON.plusSeconds(1), null, null)).isEmpty();
    assertThat(found(null, null, "m0")).hasSize(1);
    assertThat(found(null, null, "nothing")).isEmpty();
  }

  private List<Execution> found(
      @org.jspecify.annotations.Nullable Instant since,
      @org.jspecify.annotations.Nullable Instant until,
      @org.jspecify.annotations.Nullable String text) {
    return executions.newest(ACME, new Executions.Question(FLOW, null, since, until, text, 10));
  }

  private ExecutionStatus status() {
    return executions.find(ACME, "run").orElseThrow().status();
  }

  private static PlacedEvent placed(
      String step, String message, Outcome outcome, int outputs, int after, int second) {
    var begin = NOON.plusSeconds(second);
    return new PlacedEvent(
        new StepEvent(
            ACME,
            FLOW,
            1,
            new StepName(step),
            "run",
            message,
            null,
            outcome,
            1,
            outputs,
            begin,
            begin.plusMillis(5),
            null,
            null,
            null,
            null,
            "topic",
            0,
            0),
        after);
  }
}
