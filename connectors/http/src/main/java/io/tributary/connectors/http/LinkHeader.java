package io.tributary.connectors.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Links in headers (RFC 8288). */
final class LinkHeader {
  private static final int LONGEST = 16 * 1024;

  /** One link, and its parameters; possessive, so that no header makes it search for long. */
  private static final Pattern LINK =
      Pattern.compile(
          "<([^>]*+)>((?:\\s*+;\\s*+[^\\s;,=\"]++(?:\\s*+=\\s*+(?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^\\s;,\"]*+))?)*+)");

  private static final Pattern RELATION =
      Pattern.compile("(?i);\\s*+rel\\s*+=\\s*+(?:\"([^\"]*+)\"|([^\\s;,\"]++))");

  private LinkHeader() {}

  /** Where the next page is. */
  static Optional<String> next(List<String> headers) {
    for (var header : headers) {
      var links = LINK.matcher(header.length() > LONGEST ? "" : header);
      while (links.find()) {
        if (isNext(links.group(2))) {
          return Optional.of(links.group(1));
        }
      }
    }
    return Optional.empty();
  }

  /** Of several relations in one parameter any; of several parameters the first, as it says. */
  private static boolean isNext(String parameters) {
    var relation = RELATION.matcher(parameters);
    if (!relation.find()) {
      return false;
    }
    var names = relation.group(1) == null ? relation.group(2) : relation.group(1);
    return List.of(names.strip().split("\\s+")).stream().anyMatch("next"::equalsIgnoreCase);
  }
}
