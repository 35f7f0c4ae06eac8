package io.tributary.host.assignment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The runner's {@code ASSIGN}. Never printed: the connection's secrets exist here only.
 *
 * @param mapping JSONata from a message to the operation's input; absent means the message itself
 * @param egress the only hosts that a name look-up answers
 */
public record Assignment(
    String flow,
    String step,
    long revision,
    String component,
    Operation operation,
    Map<String, Object> fields,
    Optional<String> mapping,
    Optional<Credentials> connection,
    List<Grant> egress) {

  @Override
  public String toString() {
    return component + " " + operation + " as step " + step + " of flow " + flow;
  }

  /**
   * What of the component is called.
   *
   * @param kind {@code action}, {@code trigger}, or {@code check} for a connection's verifier
   * @param main the class
   */
  public record Operation(String kind, String name, String main) {
    @Override
    public String toString() {
      return kind + " " + name;
    }
  }

  /** The connection's fields, secrets among them; also what {@code RENEW} brings. */
  public record Credentials(Optional<String> id, Map<String, Object> fields) {
    @Override
    public String toString() {
      return "connection " + id.orElse("");
    }
  }

  /**
   * A host and port that the component may reach.
   *
   * @param host a name, a name below {@code *.}, or an address of 127.0.0.0/8
   */
  public record Grant(String host, int port) {
    public Grant {
      host = host.toLowerCase(java.util.Locale.ROOT);
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("egress: port " + port + " of " + host);
      }
    }

    /** Whether a look-up of the name is covered. */
    public boolean covers(String name) {
      return host.startsWith("*.") ? name.endsWith(host.substring(1)) : host.equals(name);
    }
  }
}
