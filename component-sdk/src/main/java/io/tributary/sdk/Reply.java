package io.tributary.sdk;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param status 200 to 599
 * @param headers by name; the platform drops those that are not the component's to set, such as
 *     {@code Connection} and {@code Set-Cookie}
 * @param body bytes as they are; text as UTF-8; anything else as JSON
 */
public record Reply(int status, Map<String, String> headers, Object body) {
  public Reply {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("reply: status " + status + "; use 200 to 599");
    }
    headers = Map.copyOf(headers);
  }

  /** With the content type that says so. */
  public static Reply json(int status, Object body) {
    return new Reply(status, Map.of("content-type", "application/json"), body);
  }

  /** Plain text in UTF-8. */
  public static Reply text(int status, String body) {
    return new Reply(status, Map.of("content-type", "text/plain; charset=utf-8"), body);
  }

  public Reply withHeader(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }
}
