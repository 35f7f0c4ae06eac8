package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotasTest {
  private static final String FLOWS = "/api/v1/operator/organizations/acme/quotas/flows";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void membersSeeLimitsUsesAndWhatIsNearlyUsedUp() {
    platform.on(
        "GET /api/v1/organizations/acme/quotas",
        200,
        """
        {"quotas": [
          {"quota": "flows", "unit": "flows", "limit": 200, "used": 160, "warning": true},
          {"quota": "storage", "unit": "MiB", "used": 12, "warning": false},
          {"quota": "messages-per-month", "unit": "messages", "limit": 500000000,
           "until": "2026-12-01T00:00:00Z", "warning": false}]}
        """);

    var result = command().run("quotas");

    assertThat(result.exit()).isZero();
    assertThat(result.out().lines())
        .anyMatch(line -> line.matches("flows +160 +200 +flows +most of it is used"))
        .anyMatch(line -> line.matches("storage +12 +none +MiB"))
        .anyMatch(
            line -> line.matches("messages-per-month +\\? +500,000,000 +messages +2026-12-01T.*"));
  }

  @Test
  void theOperatorSetsAndResets() {
    platform.on("PUT " + FLOWS, 204, "");
    platform.on("DELETE " + FLOWS, 204, "");

    var set = command().run("quotas", "set", "acme", "flows", "5000");
    var reset = command().run("quotas", "reset", "acme", "flows");

    assertThat(set.out()).contains("acme has 5,000 of flows.");
    assertThat(platform.asked().getFirst().body()).isEqualTo("{\"limit\":5000}");
    assertThat(reset.out()).contains("acme has the usual limit of flows.");
  }

  @Test
  void whatIsNoNumberIsNoLimit() {
    assertThat(command().run("quotas", "set", "acme", "flows", "many").exit()).isEqualTo(2);
    assertThat(platform.asked()).isEmpty();
  }

  private Command command() {
    return Command.in(home).at(platform, "acme");
  }
}
