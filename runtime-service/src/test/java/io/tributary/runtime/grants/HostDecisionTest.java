package io.tributary.runtime.grants;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.manifest.HostGrant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostDecisionTest {
  private static final HostDecision NONE =
      HostDecision.none(new OrganizationName("acme"), ComponentRef.parse("northwind/crm"));

  @Test
  void whatNobodySpokeOfIsClosedAndUndecided() {
    var asked = hosts("api.crm.example", "*.files.example:8443");

    assertThat(NONE.open(asked)).isEmpty();
    assertThat(NONE.undecided(asked)).isEqualTo(asked);
  }

  @Test
  void opensWhatIsBothAskedForAndAllowed() {
    var decision = NONE.with(hosts("api.crm.example", "never.asked.example"), List.of());

    assertThat(decision.open(hosts("api.crm.example", "other.crm.example")))
        .isEqualTo(hosts("api.crm.example"));
  }

  @Test
  void aPartOfADomainMayBeAllowed() {
    var decision = NONE.with(hosts("eu.crm.example"), List.of());

    assertThat(decision.open(hosts("*.crm.example"))).isEqualTo(hosts("eu.crm.example"));
    assertThat(decision.undecided(hosts("*.crm.example"))).isEmpty();
  }

  @Test
  void anAllowedDomainOpensHostsBelowItAtItsPort() {
    var decision = NONE.with(hosts("*.crm.example"), List.of());

    assertThat(decision.open(hosts("eu.crm.example", "crm.example", "eu.crm.example:8443")))
        .isEqualTo(hosts("eu.crm.example"));
    assertThat(decision.open(hosts("*.eu.crm.example"))).isEqualTo(hosts("*.eu.crm.example"));
    assertThat(decision.open(hosts("*.crm.example.net"))).isEmpty();
  }

  @Test
  void whatIsRefusedIsDecidedAndClosed() {
    var decision = NONE.with(hosts("api.crm.example"), hosts("telemetry.example"));
    var asked = hosts("api.crm.example", "telemetry.example");

    assertThat(decision.undecided(asked)).isEmpty();
    assertThat(decision.open(asked)).isEqualTo(hosts("api.crm.example"));
  }

  @Test
  void theNewerWordCounts() {
    var allowed = NONE.with(hosts("*.crm.example"), List.of());
    var refused = allowed.with(List.of(), hosts("eu.crm.example"));

    assertThat(refused.open(hosts("*.crm.example"))).isEmpty();
    assertThat(refused.with(hosts("eu.crm.example"), List.of()).open(hosts("*.crm.example")))
        .isEqualTo(hosts("eu.crm.example"));
  }

  @Test
  void aNewHostOfANewVersionIsUndecided() {
    var decision = NONE.with(hosts("api.crm.example"), List.of());

    assertThat(decision.undecided(hosts("api.crm.example", "exfiltrate.example")))
        .isEqualTo(hosts("exfiltrate.example"));
  }

  private static List<HostGrant> hosts(String... texts) {
    return Stream.of(texts).map(HostGrant::parse).toList();
  }
}
