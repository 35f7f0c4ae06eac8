package io.tributary.connectors.http;

import io.tributary.sdk.GiveUp;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Headers that an author may set: none that ends the request, or speaks for the connection. */
final class Headers {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
  private static final int MOST = 100;
  private static final int LONGEST = 8 * 1024;

  /** Of the connection between two machines (RFC 9110, section 7.6.1), or worked out here. */
  private static final Set<String> REFUSED =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private Headers() {}

  /** Checked, and without a second spelling of the same name. */
  static Map<String, String> checked(String place, Map<String, String> headers, Login login) {
    var checked = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, value) -> {
          if (value == null) {
            return;
          }
          var at = place + "/" + name;
          if (name.equalsIgnoreCase(login.header())) {
            throw new GiveUp(at + ": is the connection's to send. Remove it");
          }
          if (checked.put(name(at, name), value(at, value)) != null) {
            throw new GiveUp(at + ": comes twice. Remove one");
          }
        });
    if (checked.size() > MOST) {
      throw new GiveUp(place + ": more than " + MOST + " headers. Remove some");
    }
    return checked;
  }

  /** The connection's, and over them the author's. */
  static Map<String, String> of(Service service, String place, Map<String, String> own) {
    var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(checked("connection#/headers", service.defaultHeaders(), service.login()));
    all.putAll(checked(place, own, service.login()));
    return all;
  }

  /** A line each, {@code Name: value}. */
  static Map<String, String> lines(String place, String text) {
    var headers = new LinkedHashMap<String, String>();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              if (colon < 1) {
                throw new GiveUp(place + ": a line without a colon. Write each as Name: value");
              }
              headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            });
    return headers;
  }

  static String name(String place, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new GiveUp(place + ": is no name of a header. Use letters, digits and -");
    }
    if (REFUSED.contains(name.toLowerCase(Locale.ROOT))) {
      throw new GiveUp(place + ": is set by the connector. Remove it");
    }
    return name;
  }

  static String value(String place, String value) {
    if (value.chars().anyMatch(one -> one != '\t' && Character.isISOControl(one))) {
      throw new GiveUp(place + ": has a line break or control character. Remove it");
    }
    if (value.chars().anyMatch(one -> one > 126)) {
      throw new GiveUp(place + ": has a character outside of ASCII. Encode it");
    }
    if (value.length() > LONGEST) {
      throw new GiveUp(place + ": is longer than " + LONGEST + " characters. Shorten it");
    }
    return value.strip();
  }
}
