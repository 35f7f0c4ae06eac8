package io.tributary.runtime.authorizations.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OAuthSettingsTest {
  @Test
  void nobodyIsTrustedAndFiveMinutesAreLeft() {
    assertThat(bound(Map.of())).isEqualTo(new OAuthSettings(List.of(), Duration.ofMinutes(5)));
  }

  @Test
  void theyAreBound() {
    assertThat(
            bound(
                Map.of(
                    "tributary.oauth.trusted", "localhost:80,sso.acme.test:8443",
                    "tributary.oauth.refresh-before", "2m")))
        .isEqualTo(
            new OAuthSettings(
                List.of("localhost:80", "sso.acme.test:8443"), Duration.ofMinutes(2)));
  }

  @Test
  void lessThanAMinuteAndHalfAddressesAreRefused() {
    assertThatThrownBy(() -> new OAuthSettings(List.of(), Duration.ofSeconds(59)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a minute is the least");
    assertThatThrownBy(() -> new OAuthSettings(List.of("localhost"), Duration.ofMinutes(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host:port");
  }

  private static OAuthSettings bound(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("tributary.oauth", OAuthSettings.class);
  }
}
