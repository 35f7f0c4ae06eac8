package io.tributary.demo.salesforce;

import java.util.ArrayList;
import java.util.List;

/** Cuts a query into words, numbers, texts and signs. */
final class SoqlTokens {
  /** Kinds of pieces. */
  enum Kind {
    WORD,
    NUMBER,
    TEXT,
    SIGN,
    END
  }

  /** A piece, and where it begins. */
  record Token(Kind kind, String text, int position) {}

  private final String source;
  private int at;

  private SoqlTokens(String source) {
    this.source = source;
  }

  static List<Token> of(String source) {
    return new SoqlTokens(source).all();
  }

  private List<Token> all() {
    var tokens = new ArrayList<Token>();
    while (true) {
      while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
        at++;
      }
      if (at == source.length()) {
        tokens.add(new Token(Kind.END, "", at));
        return tokens;
      }
      tokens.add(next());
    }
  }

  private Token next() {
    int start = at;
    char first = source.charAt(at);
    if (first == '\'') {
      return text(start);
    }
    if (Character.isDigit(first)
        || ((first == '-' || first == '+')
            && at + 1 < source.length()
            && Character.isDigit(source.charAt(at + 1)))) {
      return run(Kind.NUMBER, start, "+-:.TZ");
    }
    if (Character.isLetter(first)) {
      return run(Kind.WORD, start, "_.:");
    }
    for (var sign : List.of("<=", ">=", "!=", "<>")) {
      if (source.startsWith(sign, at)) {
        at += 2;
        return new Token(Kind.SIGN, sign.equals("<>") ? "!=" : sign, start);
      }
    }
    if ("=<>(),".indexOf(first) >= 0) {
      at++;
      return new Token(Kind.SIGN, String.valueOf(first), start);
    }
    throw malformed(source, start, "unexpected token: '" + first + "'");
  }

  private Token run(Kind kind, int start, String alsoAllowed) {
    at++;
    while (at < source.length()
        && (Character.isLetterOrDigit(source.charAt(at))
            || alsoAllowed.indexOf(source.charAt(at)) >= 0)) {
      at++;
    }
    return new Token(kind, source.substring(start, at), start);
  }

  private Token text(int start) {
    var text = new StringBuilder();
    at++;
    while (at < source.length() && source.charAt(at) != '\'') {
      char letter = source.charAt(at++);
      if (letter == '\\' && at < source.length()) {
        text.append(escaped(source.charAt(at++)));
      } else {
        text.append(letter);
      }
    }
    if (at == source.length()) {
      throw malformed(source, start, "a text does not end");
    }
    at++;
    return new Token(Kind.TEXT, text.toString(), start);
  }

  private String escaped(char letter) {
    return switch (letter) {
      case 'n', 'N' -> "\n";
      case 'r', 'R' -> "\r";
      case 't', 'T' -> "\t";
      case 'b', 'B' -> "\b";
      case 'f', 'F' -> "\f";
      case '\'', '"', '\\' -> String.valueOf(letter);
      // Kept with their backslash: LIKE knows them as the letters themselves.
      case '_', '%' -> "\\" + letter;
      default -> throw malformed(source, at, "an unknown escape: \\" + letter);
    };
  }

  /** The refusal that shows the place. */
  static Problem malformed(String source, int position, String what) {
    return new Problem(400, "MALFORMED_QUERY", placed(source, position, what));
  }

  static String placed(String source, int position, String what) {
    int from = Math.max(0, position - 40);
    var part = source.substring(from, Math.min(source.length(), position + 40)).replace('\n', ' ');
    return "%n%s%n%s^%nERROR at Row:1:Column:%d%n%s"
        .formatted(part, " ".repeat(position - from), position + 1, what);
  }
}
