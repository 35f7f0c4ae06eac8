package io.tributary.runtime.quotas;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.quotas.Quota;
import io.tributary.foundation.quotas.QuotaUse;
import io.tributary.foundation.quotas.QuotaWarnings;
import io.tributary.foundation.quotas.Quotas;
import io.tributary.runtime.support.MovingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionOperations;

class TrafficTest {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final OrganizationName GLOBEX = new OrganizationName("globex");
  private static final Instant NOW = Instant.parse("2026-11-27T10:15:30Z");

  private final MovingClock clock = new MovingClock(NOW);
  private final InMemoryTallies tallies = new InMemoryTallies();

  @Test
  void minuteHasItsMessagesAndTheNextOneHasThemAgain() {
    var traffic = traffic(Map.of(Quota.MESSAGES_PER_MINUTE, 2L), tallies);
    traffic.enter(ACME);
    traffic.enter(ACME);

    var third = traffic.enter(ACME).orElseThrow();
    clock.pass(Duration.ofSeconds(30));

    assertThat(third)
        .isEqualTo(
            new Full(
                Quota.MESSAGES_PER_MINUTE,
                2,
                Instant.parse("2026-11-27T10:16:00Z"),
                Duration.ofSeconds(30)));
    assertThat(traffic.enter(ACME)).isEmpty();
  }

  @Test
  void monthEndsOnItsDateAndWhatIsRefusedByItDoesNotCountForTheMinute() {
    var traffic =
        traffic(Map.of(Quota.MESSAGES_PER_MONTH, 1L, Quota.MESSAGES_PER_MINUTE, 2L), tallies);
    traffic.enter(ACME);

    var refused = traffic.enter(ACME).orElseThrow();
    var again = traffic.enter(ACME).orElseThrow();
    clock.pass(Duration.between(NOW, Instant.parse("2026-12-01T00:00:00Z")));

    assertThat(refused.until()).isEqualTo("2026-12-01T00:00:00Z");
    assertThat(again.quota()).isEqualTo(Quota.MESSAGES_PER_MONTH);
    assertThat(refused.refusal().problem().code()).isEqualTo("quota-messages-per-month");
    assertThat(refused.refusal().problem().detail())
        .contains("its 1 messages", "until 2026-12-01T00:00:00Z");
    assertThat(refused.refusal().retryAfter()).contains(Duration.between(NOW, refused.until()));
    assertThat(traffic.enter(ACME)).isEmpty();
  }

  @Test
  void noSecondTakesMoreThanATwentiethOfTheMinute() {
    var traffic = traffic(Map.of(Quota.WEBHOOKS_PER_MINUTE, 1_000L), tallies);
    for (int i = 0; i < 50; i++) {
      assertThat(traffic.requested(ACME)).as("request %d", i).isEmpty();
    }

    var tooFast = traffic.requested(ACME).orElseThrow();

    assertThat(tooFast)
        .isEqualTo(
            new Full(
                Quota.WEBHOOKS_PER_MINUTE,
                50,
                Instant.parse("2026-11-27T10:15:31Z"),
                Duration.ofSeconds(1)));
    assertThat(traffic.requested(GLOBEX)).isEmpty();
    clock.pass(Duration.ofSeconds(1));
    assertThat(traffic.requested(ACME)).isEmpty();
  }

  @Test
  void smallQuotaMayBeUsedUpInOneSecond() {
    var traffic = traffic(Map.of(Quota.WEBHOOKS_PER_MINUTE, 20L), tallies);
    for (int i = 0; i < 20; i++) {
      assertThat(traffic.requested(ACME)).isEmpty();
    }

    assertThat(traffic.requested(ACME).orElseThrow().until()).isEqualTo("2026-11-27T10:16:00Z");
  }

  @Test
  void minuteThatRefusesGivesTheMonthBack() {
    var traffic =
        traffic(Map.of(Quota.MESSAGES_PER_MONTH, 3L, Quota.MESSAGES_PER_MINUTE, 1L), tallies);
    traffic.enter(ACME);
    for (int i = 0; i < 10; i++) {
      traffic.enter(ACME);
    }

    clock.pass(Duration.ofMinutes(1));
    boolean second = traffic.enter(ACME).isEmpty();
    clock.pass(Duration.ofMinutes(1));

    assertThat(second).isTrue();
    assertThat(traffic.enter(ACME)).isEmpty();
  }

  @Test
  void messageThatDidNotEnterDoesNotCount() {
    var traffic = traffic(Map.of(Quota.MESSAGES_PER_MINUTE, 1L), tallies);
    traffic.enter(ACME);
    traffic.gaveUp(ACME);

    assertThat(traffic.usedUp(ACME)).isEmpty();
    assertThat(traffic.enter(ACME)).isEmpty();
    assertThat(traffic.usedUp(ACME)).isPresent();
  }

  @Test
  void whatAPollBroughtCountsPastTheLimit() {
    var traffic = traffic(Map.of(Quota.MESSAGES_PER_MINUTE, 10L), tallies);

    traffic.entered(ACME, 25);

    assertThat(traffic.usedUp(ACME)).map(Full::quota).contains(Quota.MESSAGES_PER_MINUTE);
    assertThat(traffic.enter(ACME)).isPresent();
  }

  @Test
  void requestsCountAlsoWhereTheyAreRefusedAndOthersDoNotFeelThem() {
    var traffic = traffic(Map.of(Quota.WEBHOOKS_PER_MINUTE, 1L), tallies);

    boolean first = traffic.requested(ACME).isEmpty();
    boolean second = traffic.requested(ACME).isEmpty();
    traffic.addUp();

    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(traffic.of(ACME)).singleElement().matches(use -> use.used() == 2);
    assertThat(traffic.requested(GLOBEX)).isEmpty();
  }

  @Test
  void processesShareACountOnceItIsAddedUp() {
    var limits = Map.of(Quota.MESSAGES_PER_MINUTE, 4L);
    var one = traffic(limits, tallies);
    var other = traffic(limits, tallies);
    one.enter(ACME);
    one.enter(ACME);
    other.enter(ACME);

    one.addUp();
    other.addUp();
    one.addUp();
    other.enter(ACME);

    assertThat(other.enter(ACME)).isPresent();
    other.addUp();
    one.enter(ACME);
    one.addUp();
    assertThat(one.enter(ACME)).as("it hears of the other's when it looks").isPresent();
  }

  @Test
  void whileTheDatabaseIsAwayCountsGoOnAndAreWrittenDownLater() {
    var away = new AwayTallies();
    var traffic = traffic(Map.of(Quota.MESSAGES_PER_MINUTE, 2L), away);
    traffic.enter(ACME);
    traffic.addUp();

    boolean second = traffic.enter(ACME).isEmpty();
    boolean third = traffic.enter(ACME).isEmpty();
    away.isAway = false;
    traffic.addUp();

    assertThat(second).isTrue();
    assertThat(third).isFalse();
    assertThat(tallies.of(ACME, NOW))
        .filteredOn(use -> use.quota() == Quota.MESSAGES_PER_MINUTE)
        .singleElement()
        .matches(use -> use.used() == 2);
  }

  @Test
  void manyAtOnceGetNoMoreThanTheLimit() throws Exception {
    var traffic = traffic(Map.of(Quota.MESSAGES_PER_MINUTE, 1_000L), tallies);
    var tasks = new ArrayList<Callable<Integer>>();
    for (int thread = 0; thread < 8; thread++) {
      tasks.add(
          () -> {
            int taken = 0;
            for (int i = 0; i < 500; i++) {
              taken += traffic.enter(ACME).isEmpty() ? 1 : 0;
              if (i % 100 == 0) {
                traffic.addUp();
              }
            }
            return taken;
          });
    }

    int taken = 0;
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var one : threads.invokeAll(tasks)) {
        taken += one.get();
      }
    }

    assertThat(taken).isEqualTo(1_000);
  }

  private Traffic traffic(Map<Quota, Long> limits, Tallies store) {
    var quotas = new Quotas(limits, _ -> Map.of());
    var warnings =
        new QuotaWarnings(
            quotas,
            () -> {
              throw new DataAccessResourceFailureException("nobody is told here");
            },
            TransactionOperations.withoutTransaction(),
            clock);
    return new Traffic(quotas, warnings, store, clock);
  }

  private final class AwayTallies implements Tallies {
    private boolean isAway = true;

    @Override
    public long add(OrganizationName organization, Quota quota, Span span, long uses) {
      if (isAway) {
        throw new DataAccessResourceFailureException("away");
      }
      return tallies.add(organization, quota, span, uses);
    }

    @Override
    public List<QuotaUse> of(OrganizationName organization, Instant now) {
      return tallies.of(organization, now);
    }

    @Override
    public List<QuotaUse> all(Instant now) {
      return tallies.all(now);
    }
  }
}
