package io.tributary.runtime.authorizations.provider;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * OAuth for connectors.
 *
 * @param trusted {@code host:port} of providers that may be on a private network and without TLS
 * @param refreshBefore so long before tokens end, others are asked for; a minute at least
 */
@ConfigurationProperties("tributary.oauth")
public record OAuthSettings(
    @DefaultValue List<String> trusted, @DefaultValue("5m") Duration refreshBefore) {
  private static final Duration LEAST = Duration.ofMinutes(1);

  public OAuthSettings {
    trusted = List.copyOf(trusted);
    if (refreshBefore.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "tributary.oauth.refresh-before is %s; a minute is the least".formatted(refreshBefore));
    }
    for (var one : trusted) {
      if (!one.matches("[A-Za-z0-9.-]+:[0-9]{1,5}")) {
        throw new IllegalArgumentException(
            "tributary.oauth.trusted: \"%s\" is not host:port".formatted(one));
      }
    }
  }

  boolean trusts(String host, int port) {
    return trusted.contains(host + ":" + port);
  }
}
