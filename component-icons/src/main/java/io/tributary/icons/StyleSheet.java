package io.tributary.icons;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The style sheets of an SVG, as drawing programs write them: rules for an element's name, its
 * classes or its id. They are written to the elements that they mean, so that nobody after us needs
 * to read CSS.
 */
final class StyleSheet {
  private static final int MOST_RULES = 300;
  private static final int LONGEST_SELECTOR = 200;
  private static final Pattern RULE = Pattern.compile("\\s*+([^{}@]++)\\{([^{}@]*+)\\}\\s*+");
  private static final Pattern SELECTOR =
      Pattern.compile("(\\*|[A-Za-z]\\w*+)?((?:[.#][\\w-]++)*+)");

  private final List<Rule> rules;

  private StyleSheet(List<Rule> rules) {
    this.rules = rules;
  }

  /** One selector with its declarations, already judged and by name. */
  private record Rule(Selector selector, Map<String, String> declared) {}

  private record Selector(String name, List<String> ids, List<String> classes) {
    boolean means(SvgElement element, List<String> itsClasses) {
      return (name.isEmpty() || name.equals("*") || name.equals(element.name()))
          && ids.stream().allMatch(element.attribute("id")::equals)
          && itsClasses.containsAll(classes);
    }

    int weight() {
      return 100 * ids.size() + 10 * classes.size() + (name.isEmpty() || name.equals("*") ? 0 : 1);
    }
  }

  /**
   * Reads rules.
   *
   * @param root the picture's, which the faults name
   */
  static StyleSheet parse(String text, SvgElement root, Faults faults) throws IconRefused {
    String plain = withoutComments(text).strip();
    var rules = new ArrayList<Rule>();
    var rule = RULE.matcher(plain);
    int end = 0;
    while (rule.lookingAt()) {
      add(rules, rule.group(1), SvgAttributes.declared(root, rule.group(2), faults), root, faults);
      end = rule.end();
      rule.region(end, plain.length());
    }
    if (end < plain.length() || rules.size() > MOST_RULES) {
      faults.add(notRead(root));
    }
    rules.sort(Comparator.comparingInt(one -> one.selector().weight()));
    return new StyleSheet(rules);
  }

  /** Writes every rule to the elements that it means, and above them their own styles. */
  void apply(SvgElement root) {
    root.all()
        .forEach(
            element -> {
              var classes = List.of(element.attribute("class").split("\\s+", -1));
              for (var rule : rules) {
                if (rule.selector().means(element, classes)) {
                  element.attributes().putAll(rule.declared());
                }
              }
              element.attributes().putAll(element.inline());
            });
  }

  private static String withoutComments(String text) {
    var plain = new StringBuilder();
    int from = 0;
    for (int start; (start = text.indexOf("/*", from)) >= 0; ) {
      plain.append(text, from, start).append(' ');
      int end = text.indexOf("*/", start + 2);
      from = end < 0 ? text.length() : end + 2;
    }
    return plain.append(text, from, text.length()).toString();
  }

  private static void add(
      List<Rule> rules,
      String selectors,
      Map<String, String> declared,
      SvgElement root,
      Faults faults)
      throws IconRefused {
    for (var one : selectors.split(",", -1)) {
      var selector = SELECTOR.matcher(one.strip());
      if (one.isBlank() || one.length() > LONGEST_SELECTOR || !selector.matches()) {
        faults.add(notRead(root));
        return;
      }
      var ids = new ArrayList<String>();
      var classes = new ArrayList<String>();
      for (var part : selector.group(2).split("(?=[.#])", -1)) {
        if (part.length() > 1) {
          (part.charAt(0) == '#' ? ids : classes).add(part.substring(1));
        }
      }
      String name = selector.group(1) == null ? "" : selector.group(1);
      rules.add(new Rule(new Selector(name, ids, classes), declared));
    }
  }

  private static Fault notRead(SvgElement root) {
    return root.fault(
        IconCode.NOT_A_PICTURE,
        "The style sheet has more than rules for names, classes and ids.",
        "Write the styles as attributes of the shapes.");
  }
}
