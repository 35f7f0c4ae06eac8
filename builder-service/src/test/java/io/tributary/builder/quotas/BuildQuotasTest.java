package io.tributary.builder.quotas;

import static io.tributary.builder.builds.BuildFixtures.ADA;
import static io.tributary.builder.builds.BuildFixtures.NOON;
import static io.tributary.builder.builds.BuildFixtures.aBuild;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.builder.builds.BuildId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.quotas.Quota;
import io.tributary.foundation.quotas.QuotaUse;
import io.tributary.foundation.quotas.Quotas;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildQuotasTest {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final Duration HOUR = Duration.ofHours(1);

  private final FakeBuildUses uses = new FakeBuildUses();

  @Test
  void organizationIsHeldWhileSoManyBeganWithinTheHour() {
    uses.begun(ACME, NOON.minus(Duration.ofMinutes(61)));
    uses.begun(ACME, NOON.minus(Duration.ofMinutes(50)));
    var two = quotas(Map.of(Quota.BUILDS_PER_HOUR, 2L));
    boolean before = two.held().contains(ACME);

    uses.begun(ACME, NOON.minus(Duration.ofMinutes(10)));

    assertThat(before).isFalse();
    assertThat(two.held()).containsExactly(ACME);
  }

  @Test
  void eachWaitingBuildSaysWhenItMayBegin() {
    var first = NOON.minus(Duration.ofMinutes(50));
    var second = NOON.minus(Duration.ofMinutes(20));
    uses.begun(ACME, first);
    uses.begun(ACME, second);
    for (int id = 1; id <= 3; id++) {
      uses.waits(new BuildId(id));
    }
    var quotas = quotas(Map.of(Quota.BUILDS_PER_HOUR, 2L));

    assertThat(quotas.heldUntil(aBuild(1))).contains(first.plus(HOUR));
    assertThat(quotas.heldUntil(aBuild(2))).contains(second.plus(HOUR));
    assertThat(quotas.heldUntil(aBuild(3))).contains(first.plus(HOUR).plus(HOUR));
  }

  @Test
  void buildThatMayBeginWaitsForNoQuota() {
    uses.begun(ACME, NOON.minus(Duration.ofMinutes(50)));

    assertThat(quotas(Map.of(Quota.BUILDS_PER_HOUR, 2L)).heldUntil(aBuild(1))).isEmpty();
    assertThat(quotas(Map.of(Quota.BUILDS_PER_HOUR, 0L)).heldUntil(aBuild(1))).isEmpty();
    assertThat(quotas(Map.of(Quota.BUILDS_PER_HOUR, 1L)).heldUntil(aBuild(1).claimed(ADA, NOON)))
        .isEmpty();
  }

  @Test
  void storageIsFullAtTheLimit() {
    var quotas = quotas(Map.of(Quota.STORAGE, 100L));
    uses.images(ACME, (100L << 20) - 1);
    var below = quotas.storageFull(ACME);

    uses.images(ACME, 100L << 20);

    assertThat(below).isEmpty();
    assertThat(quotas.storageFull(ACME)).contains(100L);
    assertThat(quotas.of(ACME)).contains(new QuotaUse(ACME, Quota.STORAGE, 100));
  }

  private BuildQuotas quotas(Map<Quota, Long> usual) {
    return new BuildQuotas(
        new Quotas(usual, _ -> Map.of()), uses, Clock.fixed(NOON, ZoneOffset.UTC));
  }
}
