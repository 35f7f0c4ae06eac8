package io.tributary.foundation.quotas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.membership.Standing;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class QuotasTest {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final OrganizationName GLOBEX = new OrganizationName("globex");

  @Test
  void usualLimitsHoldWhereNothingIsSet() {
    var quotas = Quotas.of(new StandardEnvironment(), new Told(Map.of()));

    assertThat(Arrays.stream(Quota.values()))
        .allMatch(quota -> quotas.limit(ACME, quota) == quota.usual());
  }

  @Test
  void eachSettingIsItsQuotasLimit() {
    for (var quota : Quota.values()) {
      var environment = environment("tributary.quotas." + quota.word(), "17");
      var quotas = Quotas.of(environment, new Told(Map.of()));

      assertThat(Arrays.stream(Quota.values()).filter(each -> quotas.limit(ACME, each) == 17))
          .containsExactly(quota);
    }
  }

  @Test
  void whatTheOperatorSetHoldsForThatOrganizationAlone() {
    var quotas =
        Quotas.of(
            environment("tributary.quotas.flows", "5"),
            new Told(Map.of("flows", 2L, "unheard-of", 1L)));

    assertThat(quotas.limit(ACME, Quota.FLOWS)).isEqualTo(2);
    assertThat(quotas.limit(GLOBEX, Quota.FLOWS)).isEqualTo(5);
  }

  @Test
  void zeroIsNoLimit() {
    var quotas = Quotas.of(new StandardEnvironment(), new Told(Map.of("steps", 0L)));

    assertThat(quotas.isLimited(ACME, Quota.STEPS)).isFalse();
    assertThat(quotas.isNear(ACME, Quota.STEPS, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void eightyPercentAreNear() {
    var quotas = new Quotas(Map.of(Quota.FLOWS, 5L, Quota.STEPS, 1L), _ -> Map.of());

    assertThat(quotas.isNear(ACME, Quota.FLOWS, 3)).isFalse();
    assertThat(quotas.isNear(ACME, Quota.FLOWS, 4)).isTrue();
    assertThat(quotas.isNear(ACME, Quota.STEPS, 0)).isFalse();
    assertThat(quotas.isNear(ACME, Quota.STEPS, 1)).isTrue();
  }

  @Test
  void negativeLimitsAreRefusedAtTheStart() {
    var environment = environment("tributary.quotas.storage", "-1");

    assertThatThrownBy(() -> Quotas.of(environment, new Told(Map.of())))
        .hasMessageContaining("tributary.quotas.storage is -1");
  }

  private static Environment environment(String name, String value) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("it", Map.of(name, value)));
    return environment;
  }

  private record Told(Map<String, Long> ofAcme) implements Memberships {
    @Override
    public Optional<Standing> of(OrganizationName organization, Caller caller) {
      return Optional.empty();
    }

    @Override
    public boolean isStopped(OrganizationName organization) {
      return false;
    }

    @Override
    public Map<String, Long> quotas(OrganizationName organization) {
      return organization.equals(ACME) ? ofAcme : Map.of();
    }
  }
}
