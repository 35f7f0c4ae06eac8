package io.tributary.runtime.flows;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mapping's text, looked at without evaluating it: whether it is JSONata, and which earlier steps
 * it names.
 */
record Expression(String text) {
  static final int LONGEST = 65_536;
  private static final int DEEPEST = 200;
  private static final Pattern STEP =
      Pattern.compile(
          "\\s*\\.\\s*(?:([A-Za-z_][A-Za-z0-9_]*)|\"([^\"\\\\]*)\"|'([^'\\\\]*)'|`([^`]*)`)");

  /** What is wrong with it as JSONata, in a sentence without its end; empty where nothing is. */
  Optional<String> fault() {
    if (text.length() > LONGEST) {
      return Optional.of("the expression is longer than 64 KB");
    }
    if (deepestNesting() > DEEPEST) {
      return Optional.of("the expression is nested deeper than " + DEEPEST + " levels");
    }
    try {
      Jsonata.jsonata(text);
      return Optional.empty();
    } catch (JException e) {
      return Optional.of(
          "%s, at character %d"
              .formatted(e.getDetailedErrorMessage().strip(), Math.max(0, e.getLocation())));
    } catch (RuntimeException e) {
      return Optional.of("the expression cannot be parsed");
    } catch (StackOverflowError e) {
      return Optional.of("the expression is nested too deeply");
    }
  }

  /** The uses of {@code $steps}, comments and texts left aside. */
  Uses uses() {
    List<String> named = new ArrayList<>();
    boolean whole = false;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"' || c == '\'' || c == '`') {
        i = endOfQuoted(i);
      } else if (text.startsWith("/*", i)) {
        int end = text.indexOf("*/", i + 2);
        i = end < 0 ? text.length() : end + 2;
      } else if (c == '$' && word(i + 1).equals("steps")) {
        var step = STEP.matcher(text).region(i + 6, text.length());
        if (step.lookingAt()) {
          named.add(firstGroup(step));
          i = step.end();
        } else {
          whole = true;
          i += 6;
        }
      } else {
        i++;
      }
    }
    return new Uses(List.copyOf(named), whole);
  }

  /**
   * @param named the names after {@code $steps.}, in the order of the text
   * @param whole whether {@code $steps} is used in any other way, so that all steps are meant
   */
  record Uses(List<String> named, boolean whole) {}

  private static String firstGroup(java.util.regex.Matcher step) {
    for (int group = 1; group <= step.groupCount(); group++) {
      String name = step.group(group);
      if (name != null) {
        return name;
      }
    }
    return "";
  }

  private String word(int from) {
    int end = from;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    return text.substring(from, end);
  }

  private int endOfQuoted(int from) {
    char quote = text.charAt(from);
    int i = from + 1;
    while (i < text.length() && text.charAt(i) != quote) {
      i += text.charAt(i) == '\\' && quote != '`' ? 2 : 1;
    }
    return i + 1;
  }

  private int deepestNesting() {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(', '[', '{' -> deepest = Math.max(deepest, ++depth);
        case ')', ']', '}' -> depth = Math.max(0, depth - 1);
        default -> {}
      }
    }
    return deepest;
  }
}
