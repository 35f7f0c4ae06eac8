package io.tributary.runtime.quotas;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.quotas.Quota;
import io.tributary.foundation.quotas.QuotaUse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of tallies promises. */
abstract class TalliesContract {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final OrganizationName GLOBEX = new OrganizationName("globex");
  private static final Instant NOW = Instant.parse("2026-11-27T10:15:30Z");

  abstract Tallies empty();

  @Test
  void usesOfAllProcessesAreAddedUp() {
    var tallies = empty();

    assertThat(add(tallies, Quota.MESSAGES_PER_MINUTE, NOW, 3)).isEqualTo(3);
    assertThat(add(tallies, Quota.MESSAGES_PER_MINUTE, NOW, 4)).isEqualTo(7);
    assertThat(add(tallies, Quota.MESSAGES_PER_MONTH, NOW, 5)).isEqualTo(5);
    assertThat(tallies.of(GLOBEX, NOW)).isEmpty();
    assertThat(tallies.of(ACME, NOW))
        .containsExactlyInAnyOrder(
            new QuotaUse(
                ACME,
                Quota.MESSAGES_PER_MINUTE,
                7,
                Optional.of(Instant.parse("2026-11-27T10:16:00Z"))),
            new QuotaUse(
                ACME,
                Quota.MESSAGES_PER_MONTH,
                5,
                Optional.of(Instant.parse("2026-12-01T00:00:00Z"))));
  }

  @Test
  void anotherSpanBeginsFromZeroAndALateOneChangesNothing() {
    var tallies = empty();
    var later = NOW.plus(1, ChronoUnit.MINUTES);
    add(tallies, Quota.MESSAGES_PER_MINUTE, NOW, 3);

    assertThat(add(tallies, Quota.MESSAGES_PER_MINUTE, later, 2)).isEqualTo(2);
    assertThat(add(tallies, Quota.MESSAGES_PER_MINUTE, NOW, 9)).isEqualTo(9);
    assertThat(tallies.all(later)).extracting(QuotaUse::used).containsExactly(2L);
    assertThat(tallies.all(NOW)).isEmpty();
  }

  private static long add(Tallies tallies, Quota quota, Instant at, long uses) {
    return tallies.add(ACME, quota, Span.of(quota, at), uses);
  }
}
