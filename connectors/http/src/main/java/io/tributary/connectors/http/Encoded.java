package io.tributary.connectors.http;

import io.tributary.sdk.GiveUp;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Parts of addresses: what is encoded stays, what must be is encoded (RFC 3986). */
final class Encoded {
  private static final String PATH = "-._~!$&'()*+,;=:@/";
  private static final String QUERY = PATH + "?";
  private static final String REFERENCE = QUERY + "#[]";
  private static final String DIGITS = "0123456789ABCDEFabcdef";

  private Encoded() {}

  static String path(String text) {
    // Brackets are a host's that is an address of version 6.
    return encode(text, PATH + "[]");
  }

  static String query(String text) {
    return encode(text, QUERY);
  }

  static String reference(String text) {
    return encode(text, REFERENCE);
  }

  static String pair(String name, String value) {
    return word(name) + "=" + word(value);
  }

  /**
   * What an author gave for one name: nothing, one, or several.
   *
   * @throws GiveUp naming the place, if it is no text, number or list of them
   */
  static List<String> values(String place, Object value) {
    var values = new ArrayList<String>();
    for (var one : value instanceof Collection<?> several ? several : Arrays.asList(value)) {
      if (one instanceof Map || one instanceof Collection) {
        throw new GiveUp(place + ": is no plain value. Give text, a number, or a list of them");
      }
      if (one != null) {
        values.add(String.valueOf(one));
      }
    }
    return values;
  }

  /** The address with one parameter, and no other of that name. */
  static URI with(URI address, String name, String value) {
    var rest = without(address, name);
    var separator = rest.getRawQuery() == null ? "?" : "&";
    return URI.create(rest + separator + pair(name, value));
  }

  /** The address without any parameter of that name. */
  static URI without(URI address, String name) {
    if (address.getRawQuery() == null) {
      return address;
    }
    var kept =
        Arrays.stream(address.getRawQuery().split("&"))
            .filter(pair -> !pair.isEmpty() && !nameOf(pair).equals(name))
            .collect(Collectors.joining("&"));
    var text = address.toString();
    var start = text.substring(0, text.indexOf('?'));
    return URI.create(kept.isEmpty() ? start : start + "?" + kept);
  }

  private static String nameOf(String pair) {
    var name = pair.split("=", 2)[0];
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return name;
    }
  }

  static String word(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String encode(String text, String allowed) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var encoded = new StringBuilder(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int one = Byte.toUnsignedInt(bytes[i]);
      boolean word =
          one >= '0' && one <= '9' || one >= 'A' && one <= 'Z' || one >= 'a' && one <= 'z';
      if (word || allowed.indexOf(one) >= 0 || one == '%' && isEscape(bytes, i)) {
        encoded.append((char) one);
      } else {
        encoded.append("%%%02X".formatted(one));
      }
    }
    return encoded.toString();
  }

  private static boolean isEscape(byte[] bytes, int at) {
    return at + 2 < bytes.length
        && DIGITS.indexOf(bytes[at + 1]) >= 0
        && DIGITS.indexOf(bytes[at + 2]) >= 0;
  }
}
