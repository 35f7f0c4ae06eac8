package io.tributary.connectors.webhook;

import io.tributary.sdk.GiveUp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One field of a web form, as its author wrote it: {@code email* : Your address : email}. */
record Question(String name, String label, Type type, boolean required) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
  private static final int MOST = 100;

  /** How it is asked for. */
  enum Type {
    TEXT,
    EMAIL,
    TEL,
    URL,
    NUMBER,
    DATE,
    TEXTAREA,
    CHECKBOX,
    FILE
  }

  /**
   * A line each.
   *
   * @throws GiveUp naming the line
   */
  static List<Question> all(String text) {
    var questions = new ArrayList<Question>();
    var names = new HashSet<String>();
    var lines = text.lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isEmpty()) {
        continue;
      }
      var question = one("fields#/form, line " + (i + 1), lines.get(i));
      if (!names.add(question.name)) {
        throw new GiveUp(
            "fields#/form, line %d: %s is there twice. Remove one".formatted(i + 1, question.name));
      }
      questions.add(question);
    }
    if (questions.isEmpty() || questions.size() > MOST) {
      throw new GiveUp("fields#/form: has " + questions.size() + " fields. Write 1 to " + MOST);
    }
    return questions;
  }

  private static Question one(String place, String line) {
    var parts = line.split("\\s*:\\s*", 3);
    boolean required = parts[0].endsWith("*");
    var name = required ? parts[0].substring(0, parts[0].length() - 1).strip() : parts[0];
    if (!NAME.matcher(name).matches()) {
      throw new GiveUp(place + ": is no field. Write it like email* : Your address : email");
    }
    var label = parts.length > 1 && !parts[1].isEmpty() ? parts[1] : name;
    return new Question(name, label, type(place, parts.length > 2 ? parts[2] : "text"), required);
  }

  private static Type type(String place, String word) {
    try {
      return Type.valueOf(word.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new GiveUp(
          place
              + ": is of no kind. Use text, email, tel, url, number, date, textarea, checkbox or"
              + " file",
          unknown);
    }
  }
}
