package io.tributary.connectors.http;

import io.tributary.sdk.GiveUp;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The address that a connection names. Every request goes to its scheme, host and port: others are
 * not granted, and its credentials are none of their business.
 */
record Base(URI uri) {
  private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
  private static final Pattern DOTS =
      Pattern.compile("(?i)(?:^|[/\\\\]|%2f|%5c)(?:\\.|%2e){1,2}(?:[/\\\\]|%2f|%5c|$)");

  static Base of(String place, String text) {
    try {
      var uri = new URI(text.strip());
      var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
        throw new GiveUp(place + ": is no address. Write it like https://api.example.com/v2");
      }
      if (uri.getRawUserInfo() != null
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null) {
        throw new GiveUp(
            place + ": has more than scheme, host, port and path. Remove login, ? and #");
      }
      return new Base(uri);
    } catch (URISyntaxException broken) {
      throw new GiveUp(place + ": is no address. Write it like https://api.example.com/v2", broken);
    }
  }

  /** Host and port as people name them. */
  String host() {
    return hostOf(uri);
  }

  /**
   * An address below this one.
   *
   * @param path what is appended; or a whole address of the same scheme, host and port
   * @param query values by name: one, or a list
   * @throws GiveUp naming the place, if it leads elsewhere
   */
  URI at(String place, String path, Map<String, Object> query) {
    var parts = path.split("\\?", 2);
    if (path.indexOf('#') >= 0) {
      throw new GiveUp(place + "/path: has a #. Write %23 for the character");
    }
    // A stranger's text in a path must not climb out of what the author wrote around it.
    if (DOTS.matcher(parts[0]).find()) {
      throw new GiveUp(place + "/path: has a segment of dots. Remove it");
    }
    var whole = ABSOLUTE.matcher(path).matches();
    var encoded = Encoded.path(whole ? parts[0] : joined(parts[0]));
    var address = parse(place + "/path", encoded);
    if (whole && !holds(address)) {
      throw new GiveUp(
          "%s/path: leads to %s. Only %s is granted: use a path, or a connection of that host"
              .formatted(place, hostOf(address), host()));
    }
    return withQuery(place, address, parts.length > 1 ? Encoded.query(parts[1]) : "", query);
  }

  /** An address that an answer gave, which may be relative to the one that was asked. */
  URI following(String what, URI asked, String reference) {
    URI next;
    try {
      var text = Encoded.reference(reference.strip());
      // The JDK's own resolving would lose the path's last word here (RFC 3986, section 5.2.2).
      next =
          text.startsWith("?")
              ? new URI(asked.toString().split("[?#]", 2)[0] + text)
              : asked.resolve(new URI(text));
    } catch (URISyntaxException broken) {
      throw new GiveUp(what + " is no address", broken);
    }
    if (!holds(next)) {
      throw new GiveUp(
          "%s leads to %s. Only %s is granted: make a connection of that address"
              .formatted(what, hostOf(next), host()));
    }
    return next;
  }

  /** Whether it is the same scheme, host and port, and hides no login. */
  boolean holds(URI other) {
    return other.getHost() != null
        && other.getRawUserInfo() == null
        && uri.getScheme().equalsIgnoreCase(other.getScheme())
        && uri.getHost().equalsIgnoreCase(other.getHost())
        && port(uri) == port(other);
  }

  private String joined(String path) {
    var base = uri.toString();
    var start = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return path.isEmpty() || path.startsWith("/") ? start + path : start + "/" + path;
  }

  private static URI withQuery(String place, URI address, String raw, Map<String, Object> query) {
    var all = new StringBuilder(raw);
    query.forEach(
        (name, value) -> {
          for (var one : Encoded.values(place + "/query/" + name, value)) {
            all.append(all.isEmpty() ? "" : "&").append(Encoded.pair(name, one));
          }
        });
    return all.isEmpty() ? address : parse(place + "/query", address + "?" + all);
  }

  private static URI parse(String place, String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException broken) {
      throw new GiveUp(place + ": makes no address. Correct it", broken);
    }
  }

  static String hostOf(URI address) {
    var host = address.getHost() == null ? "no host" : address.getHost();
    return address.getPort() < 0 ? host : host + ":" + address.getPort();
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
  }
}
