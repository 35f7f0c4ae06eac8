package io.tributary.manifest;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The grammar of {@link HostGrant}. */
final class HostGrantText {
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?+";
  private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*+");
  private static final Pattern TEMPLATE =
      Pattern.compile(
          "\\{\\{([A-Za-z_][A-Za-z0-9_-]{0,63})}}"
              + "(?::(?:\\{\\{([A-Za-z_][A-Za-z0-9_-]{0,63})}}|([0-9]{1,5})))?");
  private static final Pattern PLAIN = Pattern.compile("(\\*\\.)?([^:*{}/@]+)(?::([0-9]{1,5}))?");
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|0x[0-9a-f.x]+");
  private static final List<String> INNER =
      List.of("local", "localhost", "internal", "intranet", "lan", "home", "corp", "arpa");
  private static final int LONGEST_NAME = 253;

  private HostGrantText() {}

  static HostGrant parse(String text) {
    var template = TEMPLATE.matcher(text);
    if (template.matches()) {
      String field = template.group(2);
      String number = template.group(3);
      if (number != null) {
        port(number, text);
      }
      String port = field != null ? field : number;
      return new HostGrant.FromConnection(template.group(1), port == null ? "" : port);
    }
    if (text.equals("*") || text.startsWith("*:")) {
      throw tooWide(text);
    }
    var plain = PLAIN.matcher(text);
    if (!plain.matches()) {
      throw notAHost(text);
    }
    String host = normal(plain.group(2));
    if (!isName(host)) {
      throw notAHost(text);
    }
    refuseInner(host, text);
    int port = plain.group(3) == null ? HostGrant.DEFAULT_PORT : port(plain.group(3), text);
    return plain.group(1) == null ? new HostGrant.Exact(host, port) : subdomains(host, port, text);
  }

  static Optional<HostGrant> fill(String address, String portText) {
    try {
      var uri = new URI(address.contains("://") ? address.strip() : "none://" + address.strip());
      String host = uri.getHost();
      int port = portText.isEmpty() ? portOf(uri) : Integer.parseInt(portText.strip());
      if (host == null || port < 1 || port > 65_535) {
        return Optional.empty();
      }
      return Optional.of(new HostGrant.Exact(normal(host), port));
    } catch (URISyntaxException | NumberFormatException e) {
      // What a tenant typed is no address: it grants nothing.
      return Optional.empty();
    }
  }

  /** Lower case, without the root's dot and without the brackets of an address in numbers. */
  static String normal(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      return name.substring(1, name.length() - 1);
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static int portOf(URI uri) {
    if (uri.getPort() != -1) {
      return uri.getPort();
    }
    return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : HostGrant.DEFAULT_PORT;
  }

  private static HostGrant subdomains(String parent, int port, String text) {
    if (!parent.contains(".")) {
      throw tooWide(text);
    }
    return new HostGrant.Subdomains(parent, port);
  }

  private static boolean isName(String host) {
    return host.length() <= LONGEST_NAME && NAME.matcher(host).matches();
  }

  private static void refuseInner(String host, String text) {
    String last = host.substring(host.lastIndexOf('.') + 1);
    boolean single = !host.contains(".") && !text.startsWith("*.");
    if (single || INNER.contains(last) || NUMBERS.matcher(host).matches()) {
      throw new InvalidGrant(
          FindingCode.NETWORK_INNER,
          Quoted.of(text) + " names an inner host or an address in numbers.",
          "Let the tenant say it: add a connection field and write \"{{url}}\".");
    }
  }

  private static int port(String digits, String text) {
    int port = Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw notAHost(text);
    }
    return port;
  }

  private static InvalidGrant tooWide(String text) {
    return new InvalidGrant(
        FindingCode.NETWORK_TOO_WIDE,
        Quoted.of(text) + " would grant too much of the network.",
        "Name the service's own domain: \"*.example.com\".");
  }

  private static InvalidGrant notAHost(String text) {
    return new InvalidGrant(
        FindingCode.NETWORK_NOT_A_HOST,
        Quoted.of(text) + " is not a host.",
        "Write host, host:port, *.host:port, {{url}} or {{host}}:{{port}}.");
  }
}
