package io.tributary.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerSettingsTest {
  private static final String UNANSWERED = "TRIBUTARY_LEASE_UNANSWERED_MINUTES";

  @Test
  void leasesOutliveAnHourOfSilence() {
    assertThat(settings(Map.of()).leaseUnanswered()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void operatorSaysHowLongLeasesOutliveSilence() {
    assertThat(settings(Map.of(UNANSWERED, "0")).leaseUnanswered()).isZero();
    assertThat(settings(Map.of(UNANSWERED, "1440")).leaseUnanswered())
        .isEqualTo(Duration.ofDays(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1441", "1h", "99999"})
  void leasesWithoutEndAreRefused(String text) {
    var wrong = Map.of(UNANSWERED, text);

    assertThatThrownBy(() -> settings(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(UNANSWERED);
  }

  private static RunnerSettings settings(Map<String, String> more) {
    var environment =
        new HashMap<>(
            Map.of(
                "TRIBUTARY_KAFKA_BOOTSTRAP", "localhost:9092",
                "TRIBUTARY_RUNTIME_URL", "http://localhost:8080",
                "TRIBUTARY_OIDC_ISSUER", "http://localhost:8081/realms/tributary",
                "TRIBUTARY_CLIENT_ID", "step-runner",
                "TRIBUTARY_CLIENT_SECRET_FILE", "/run/secrets/step-runner",
                "TRIBUTARY_WORKERS_DIR", "/run/tributary/w"));
    environment.putAll(more);
    return RunnerSettings.of(environment);
  }
}
