package io.tributary.connectors.http;

import java.util.List;

/** Texts of a service in front of people: it may say again what it was sent. */
final class Redaction {
  private static final int LONGEST = 300;

  private Redaction() {}

  static String shortened(String text, List<String> secrets) {
    var line = text.replaceAll("[\\p{Cntrl}\\s\\uFFFD]+", " ").strip();
    // First hidden, then cut: of a secret that is cut through, a part would stay.
    var hidden = hidden(line, secrets);
    return hidden.length() <= LONGEST ? hidden : hidden.substring(0, LONGEST) + "…";
  }

  private static String hidden(String text, List<String> secrets) {
    var hidden = text;
    for (var secret : secrets) {
      if (!secret.isBlank()) {
        hidden = hidden.replace(secret, "***");
      }
    }
    return hidden;
  }
}
