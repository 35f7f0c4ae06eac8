package io.tributary.connectors.webhook;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A media type with its parameters, names in lower case. */
record ContentType(String type, Map<String, String> parameters) {
  private static final Pattern PARAMETER =
      Pattern.compile(
          ";\\s*([!#$%&'*+.^_`|~\\w-]{1,64})\\s*=\\s*(?:\"([^\"]{0,256})\"|([^;\\s]{0,256}))");

  static ContentType of(String header) {
    int end = header.indexOf(';');
    var type = (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    var parameters = new TreeMap<String, String>();
    var found = PARAMETER.matcher(header);
    while (found.find()) {
      var value = found.group(2) == null ? found.group(3) : found.group(2);
      parameters.putIfAbsent(found.group(1).toLowerCase(Locale.ROOT), value);
    }
    return new ContentType(type, parameters);
  }

  boolean is(String other) {
    return type.equals(other);
  }

  boolean isJson() {
    return type.equals("application/json") || type.endsWith("+json");
  }

  boolean isXml() {
    return type.equals("application/xml") || type.equals("text/xml") || type.endsWith("+xml");
  }

  /** The bytes in their charset, UTF-8 where none is said. */
  String text(byte[] bytes) {
    var name = knownCharset();
    return new String(bytes, name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(name));
  }

  /**
   * The charset's name; empty where it was not sent.
   *
   * @throws Malformed if it is none
   */
  String knownCharset() {
    var name = parameter("charset");
    try {
      return name.isEmpty() ? "" : Charset.forName(name).name();
    } catch (IllegalArgumentException unknown) {
      throw new Malformed("charset " + name.toLowerCase(Locale.ROOT) + " is unknown", unknown);
    }
  }

  /** Empty where it was not sent. */
  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }
}
