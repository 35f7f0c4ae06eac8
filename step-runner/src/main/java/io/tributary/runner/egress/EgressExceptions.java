package io.tributary.runner.egress;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;

/**
 * The operator's exceptions as the setting {@code TRIBUTARY_EGRESS_ALLOW} writes them: {@code
 * name:port=address:port}, comma-separated; an IPv6 address stands in brackets.
 */
public final class EgressExceptions {
  private EgressExceptions() {}

  /**
   * Reads the setting.
   *
   * @throws IllegalArgumentException where an entry is not of that shape; says which
   */
  public static Map<Target, InetSocketAddress> parse(String text) {
    var exceptions = new HashMap<Target, InetSocketAddress>();
    for (var entry : text.split(",", -1)) {
      if (!entry.isBlank()) {
        int equals = entry.indexOf('=');
        if (equals < 0) {
          throw broken(entry);
        }
        var name = target(entry.substring(0, equals).strip(), entry);
        exceptions.put(name, address(target(entry.substring(equals + 1).strip(), entry), entry));
      }
    }
    return Map.copyOf(exceptions);
  }

  private static Target target(String text, String entry) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw broken(entry);
    }
    var host = text.substring(0, colon);
    var bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return Target.of(bare, text.substring(colon + 1)).orElseThrow(() -> broken(entry));
  }

  /** An address, no name: what it leads to must not change behind the operator's back. */
  private static InetSocketAddress address(Target target, String entry) {
    if (!target.host().matches("[0-9.]+|.*:.*")) {
      throw broken(entry);
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(target.host()), target.port());
    } catch (UnknownHostException notAnAddress) {
      throw broken(entry);
    }
  }

  private static IllegalArgumentException broken(String entry) {
    return new IllegalArgumentException(
        "TRIBUTARY_EGRESS_ALLOW: \"%s\" is not name:port=address:port, for example mail.example:25=127.0.0.1:2525."
            .formatted(entry));
  }
}
