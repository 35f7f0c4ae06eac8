package io.tributary.manifest;

import java.util.Map;
import java.util.Optional;

/**
 * A part of the network that a component asks to reach, and that the tenant grants.
 *
 * <p>Written {@code host}, {@code host:port}, {@code *.host:port}, or as a template of the
 * connection's fields: {@code {{url}}} (host and port of a field that holds an address) or {@code
 * {{host}}:{{port}}}. Without a port, 443 is meant. Addresses in numbers, names without a dot and
 * names of inner networks are refused in a manifest: there the tenant has to say them, by a
 * template.
 */
public sealed interface HostGrant {
  /** The port of a grant that names none. */
  int DEFAULT_PORT = 443;

  /** One host, in lower case, at one port. */
  record Exact(String host, int port) implements HostGrant {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** Every name that ends in the parent, not the parent itself, at one port. */
  record Subdomains(String parent, int port) implements HostGrant {
    @Override
    public String toString() {
      return "*." + parent + ":" + port;
    }
  }

  /**
   * The host and port that the tenant's connection holds.
   *
   * @param hostField a field that holds a host or an address such as {@code https://shop.test:8443}
   * @param portField a field or a number; empty where the address says the port
   */
  record FromConnection(String hostField, String portField) implements HostGrant {
    @Override
    public String toString() {
      if (portField.isEmpty()) {
        return "{{" + hostField + "}}";
      }
      boolean number = Character.isDigit(portField.charAt(0));
      return "{{" + hostField + "}}:" + (number ? portField : "{{" + portField + "}}");
    }
  }

  /**
   * Reads one entry of {@code network}.
   *
   * @throws InvalidGrant where the text grants too much or nothing
   */
  static HostGrant parse(String text) {
    return HostGrantText.parse(text);
  }

  /**
   * This grant for one connection: templates are filled in, other grants stay as they are.
   *
   * <p>The tenant may name any host here, also of an inner network; the egress proxy still judges
   * the address it resolves to.
   *
   * @return empty where the connection's values name no host
   */
  default Optional<HostGrant> filledFrom(Map<String, String> connection) {
    return switch (this) {
      case Exact _, Subdomains _ -> Optional.of(this);
      case FromConnection(var hostField, var portField) ->
          HostGrantText.fill(
              connection.getOrDefault(hostField, ""),
              connection.getOrDefault(portField, portField));
    };
  }

  /** Whether all that the other permits is inside; a template covers nothing and is in nothing. */
  default boolean covers(HostGrant other) {
    return switch (other) {
      case Exact(var host, var port) -> permits(host, port);
      case Subdomains(var parent, var port) ->
          this instanceof Subdomains(var wider, var at)
              && at == port
              && (wider.equals(parent) || parent.endsWith("." + wider));
      case FromConnection _ -> false;
    };
  }

  /** Whether a call to this host name and port is inside; a template permits nothing. */
  default boolean permits(String host, int port) {
    String name = HostGrantText.normal(host);
    return switch (this) {
      case Exact(var granted, var at) -> granted.equals(name) && at == port;
      case Subdomains(var parent, var at) -> name.endsWith("." + parent) && at == port;
      case FromConnection _ -> false;
    };
  }
}
