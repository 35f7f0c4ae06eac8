package io.tributary.runner.workers;

import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.workers.ConnectionLease;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.JsonNodeFactory;

/** Decision 23 with a clock of its own: waits only move it. */
@Timeout(20)
class LoanTest {
  private static final Instant BEGIN = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration TERM = Duration.ofMinutes(5);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Lending.Refused GONE =
      new Lending.Refused("The connection \"cms\" is gone. Make it again.");

  private final FakeTime time = new FakeTime();
  private final Worker worker = new Worker(time);

  @Test
  void refusedLeaseEndsWithinFiveMinutesOfItsRevocation() throws Exception {
    for (int second = 1; second < 600; second += 7) {
      var time = new FakeTime();
      var worker = new Worker(time);
      var revoked = Duration.ofSeconds(second);

      borrow(time, age -> age.compareTo(revoked) < 0 ? lease(time, TERM) : GONE, HOUR).keep(worker);

      assertThat(worker.takenBack).isEqualTo(GONE.why());
      assertThat(time.age().minus(revoked)).isLessThanOrEqualTo(TERM);
    }
  }

  @Test
  void leaseThatPromisesMoreThanFiveMinutesIsAskedForAllTheSame() throws Exception {
    var revoked = Duration.ofSeconds(1);

    borrow(age -> age.compareTo(revoked) < 0 ? lease(time, Duration.ofDays(9)) : GONE, HOUR)
        .keep(worker);

    assertThat(time.age()).isLessThanOrEqualTo(TERM);
  }

  @Test
  void silenceIsOutlivedAsLongAsItMayBe() throws Exception {
    var away = Duration.ofMinutes(50);

    borrow(
            age -> {
              if (age.isPositive() && age.compareTo(away) < 0) {
                throw new IOException("connection refused");
              }
              return age.compareTo(away.plusMinutes(30)) < 0 ? lease(time, TERM) : GONE;
            },
            HOUR)
        .keep(worker);

    assertThat(worker.renewals).isNotEmpty();
    assertThat(worker.renewals.getFirst()).isBetween(away, away.plusSeconds(11));
    assertThat(time.age()).isGreaterThan(away.plusMinutes(30));
  }

  @Test
  void silenceWithoutEndEndsTheLeaseAtItsLongestTime() throws Exception {
    borrow(
            age -> {
              if (age.isPositive()) {
                throw new IOException("connection refused");
              }
              return lease(time, TERM);
            },
            HOUR)
        .keep(worker);

    assertThat(worker.takenBack)
        .isEqualTo(
            "Nobody could say for 60 min whether the connection may still be used: connection"
                + " refused");
    assertThat(time.age()).isEqualTo(HOUR);
  }

  @Test
  void whatWasTakenBackIsNotAskedForAgain() throws Exception {
    var asked = new ArrayList<Duration>();
    var loan =
        borrow(
            age -> {
              asked.add(age);
              return asked.size() == 1 ? lease(time, TERM) : GONE;
            },
            HOUR);

    boolean first = loan.renew(worker);
    boolean second = loan.renew(worker);

    assertThat(List.of(first, second)).containsOnly(false);
    assertThat(asked).hasSize(2);
  }

  @Test
  void itsSecretsAreKnownRenewedOnesToo() throws Exception {
    var loan =
        borrow(age -> lease(time, TERM, age.isZero() ? "first-token" : "second-token"), HOUR);
    time.last(Duration.ofMinutes(4));
    loan.renew(worker);

    var clean = loan.secrets().clean("first-token second-token https://cms.test");

    assertThat(clean).isEqualTo("*** *** https://cms.test");
  }

  private Loan borrow(Answers answers, Duration unanswered) throws Exception {
    return borrow(time, answers, unanswered);
  }

  private static Loan borrow(FakeTime time, Answers answers, Duration unanswered) throws Exception {
    StepAssignment assignment = aStep("work").after("before").build();
    var lender =
        new Lender((flow, step, revision) -> answers.at(time.age()), time, time, unanswered);
    return ((Loan.Asked.Taken) Loan.ask("flow/work", assignment, lender)).loan();
  }

  private static Lending lease(FakeTime time, Duration term) {
    return lease(time, term, "tok-12345");
  }

  private static Lending lease(FakeTime time, Duration term, String token) {
    var fields = JsonNodeFactory.instance.objectNode();
    fields.put("token", token).put("site", "https://cms.test");
    return new Lending.Lent(
        new ConnectionLease(
            new ConnectionName("cms"),
            fields,
            Set.of("token"),
            List.of(),
            time.instant().plus(term)));
  }

  /** What the runtime says, by the time since the beginning. */
  private interface Answers {
    Lending at(Duration age) throws IOException;
  }

  private static final class Worker implements Loan.Borrower {
    private final FakeTime time;
    private final List<Duration> renewals = new ArrayList<>();
    private @Nullable String takenBack;

    Worker(FakeTime time) {
      this.time = time;
    }

    @Override
    public void renewed(ConnectionLease lease) {
      renewals.add(time.age());
    }

    @Override
    public void takenBack(String why) {
      takenBack = why;
    }
  }

  /** A wait is over at once, and so much later. */
  private static final class FakeTime extends Clock implements Lender.Pause {
    private Instant now = BEGIN;

    Duration age() {
      return Duration.between(BEGIN, now);
    }

    @Override
    public void last(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
