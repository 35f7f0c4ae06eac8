package io.tributary.connectors.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Links in headers (RFC 8288). */
final class LinkHeader {
  private static final int LONGEST = 16 * 1024;

  /** Possessive throughout, so that no header makes it search for long. */
  private static final String PARAMETER =
      "\\s*+;\\s*+([^\\s;,=\"<]++)(?:\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s;,\"<]*+)))?+";

  private static final Pattern ONE_PARAMETER = Pattern.compile(PARAMETER);
  private static final Pattern LINK = Pattern.compile("<([^<>]*+)>((?:" + PARAMETER + ")*+)");

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
    var parameter = ONE_PARAMETER.matcher(parameters);
    while (parameter.find()) {
      if (parameter.group(1).equalsIgnoreCase("rel")) {
        var names = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
        return names != null
            && Arrays.stream(names.strip().split("\\s+")).anyMatch("next"::equalsIgnoreCase);
      }
    }
    return false;
  }
}
