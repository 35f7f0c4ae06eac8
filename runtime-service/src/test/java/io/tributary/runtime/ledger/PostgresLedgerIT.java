package io.tributary.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvent.Outcome;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.persistence.ActsAcross;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.ledger.Ledger.Placed;
import io.tributary.runtime.support.RealPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ActsAcross(Use.EVENTS)
class PostgresLedgerIT {
  private static final FlowId FLOW = new FlowId("aaaaaaaaaaaaaaaa");
  private static final StepName CMS = new StepName("cms");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:10Z");

  private final RealPostgres postgres = RealPostgres.empty();
  private final Ledger ledger = new PostgresLedger(postgres.database());

  @BeforeEach
  void begin() {
    postgres.flow(FLOW.value(), "acme");
  }

  @Test
  void whatIsToldLateOfAFlowThatIsGoneIsPassedAndNotCounted() {
    postgres.raw().sql("delete from runtime.flows").update();

    ledger.count(List.of(placed(0, 0, Outcome.EMITTED, 3)));

    assertThat(ledger.sums(FLOW, Instant.EPOCH, NOON.plusSeconds(60))).isEmpty();
    assertThat(
            postgres
                .raw()
                .sql("select next_offset from runtime.ledger_positions")
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void eventToldTwiceIsCountedOnce() {
    var batch =
        List.of(
            placed(0, 0, Outcome.EMITTED, 3),
            placed(0, 2, Outcome.EMITTED, 0),
            placed(1, 7, Outcome.DEAD, 0));
    ledger.count(batch);
    ledger.count(batch);
    ledger.count(List.of(placed(0, 2, Outcome.EMITTED, 0), placed(0, 5, Outcome.RETRYING, 0)));

    var sums = ledger.sums(FLOW, Instant.EPOCH, NOON.plusSeconds(60));

    assertThat(sums).containsExactly(new LedgerEntry(CMS, 1, 1, 1, 1, 0, 3, 1, 0));
  }

  @Test
  void foldingIntoDaysKeepsTheSums() {
    ledger.count(List.of(placed(0, 0, Outcome.EMITTED, 1), placed(0, 1, Outcome.EMITTED, 1)));
    var before = ledger.sums(FLOW, Instant.EPOCH, NOON.plusSeconds(60));

    int folded = ledger.fold(NOON.plus(Duration.ofDays(2)));

    assertThat(folded).isEqualTo(1);
    assertThat(ledger.sums(FLOW, Instant.EPOCH, NOON.plusSeconds(60))).isEqualTo(before);
    assertThat(ledger.minutes(FLOW, Instant.EPOCH, NOON))
        .extracting(Ledger.Minute::at)
        .containsExactly(Instant.parse("2026-11-20T00:00:00Z"));
  }

  private static Placed placed(int partition, long offset, Outcome outcome, int outputs) {
    return new Placed(
        new StepEvent(
            new OrganizationName("acme"),
            FLOW,
            1,
            CMS,
            "run",
            "message",
            null,
            outcome,
            1,
            outputs,
            NOON,
            NOON,
            null,
            null,
            null,
            null,
            "topic",
            0,
            0),
        partition,
        offset);
  }
}
