package io.tributary.demo.quickbooks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The words of a query, one after the other. */
final class QueryTokens {
  private static final Pattern WORDS =
      Pattern.compile(
          "\\s*(?:('(?:[^'\\\\]|\\\\.)*')|(<=|>=|[=<>(),])|(\\*)|([A-Za-z0-9_.+:-]+))",
          Pattern.DOTALL);

  private final List<String> tokens = new ArrayList<>();
  private int next;

  QueryTokens(String text) {
    var matcher = WORDS.matcher(text);
    int end = 0;
    while (end < text.stripTrailing().length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw Problem.query("Encountered \"%s\" at column %d".formatted(text.charAt(end), end + 1));
      }
      tokens.add(matcher.group().strip());
      end = matcher.end();
    }
  }

  /** The next one; empty at the end. */
  String peek() {
    return next < tokens.size() ? tokens.get(next) : "";
  }

  String take() {
    var token = peek();
    if (token.isEmpty()) {
      throw Problem.query("Encountered \"<EOF>\"");
    }
    next++;
    return token;
  }

  /** Takes the keyword if it is the next one, whatever its case. */
  boolean takeIf(String keyword) {
    boolean is = peek().equalsIgnoreCase(keyword);
    next += is ? 1 : 0;
    return is;
  }

  void expect(String keyword) {
    if (!takeIf(keyword)) {
      throw Problem.query("Encountered \"%s\". Was expecting: \"%s\"".formatted(peek(), keyword));
    }
  }

  int number() {
    var token = take();
    if (!token.matches("[0-9]{1,9}")) {
      throw Problem.query("Encountered \"%s\". Was expecting a number".formatted(token));
    }
    return Integer.parseInt(token);
  }
}
