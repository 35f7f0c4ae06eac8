package io.tributary.runner.egress;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host and port as people write them.
 *
 * @param host in lower case, without a dot at its end
 */
public record Target(String host, int port) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}");

  public Target {
    if (!HOST.matcher(host).matches() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("not a host and port: " + host + ":" + port);
    }
    host = host.toLowerCase(Locale.ROOT);
    host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  static Optional<Target> of(String host, String port) {
    try {
      return Optional.of(new Target(host, Integer.parseInt(port)));
    } catch (IllegalArgumentException notATarget) {
      return Optional.empty();
    }
  }
}
