package io.tributary.protocol;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Replaces secrets in texts that leave: as they are, and as Base64, URL encoding and JSON write
 * them; of a secret of several lines each line. Any other disguise gets through: it keeps accidents
 * out of logs, not a component that wants to tell.
 */
public final class Redaction {
  private static final String BLOT = "***";

  /** Shorter ones would blot out ordinary words. */
  private static final int SHORTEST = 4;

  /** The same for what stands for one, and for one line of several. */
  private static final int SHORTEST_CODED = 6;

  private static final int SHORTEST_LINE = 16;
  private static final int MOST = 256;

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();

  /** What is looked for, the longest first: a secret may begin with another one. */
  private volatile List<String> forms = List.of();

  /** From now on this does not leave; secrets beyond the first 256 are passed over. */
  public void learn(String secret) {
    if (secret.length() >= SHORTEST && !secrets.contains(secret)) {
      add(secret);
    }
  }

  public String clean(String text) {
    var clean = text;
    for (var form : forms) {
      clean = clean.replace(form, BLOT);
    }
    return clean;
  }

  private synchronized void add(String secret) {
    if (secrets.size() < MOST && secrets.add(secret)) {
      var all = new HashSet<String>();
      secrets.forEach(one -> addForms(one, all));
      forms = all.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }
  }

  private static void addForms(String secret, Set<String> all) {
    all.add(secret);
    secret.lines().filter(line -> line.length() >= SHORTEST_LINE).forEach(all::add);
    all.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    addUrlForms(secret, all);
    for (int before = 0; before < 3; before++) {
      var plain = inBase64(secret, before, Base64.getEncoder());
      var coded = List.of(plain, inBase64(secret, before, Base64.getUrlEncoder()));
      coded.stream().filter(form -> form.length() >= SHORTEST_CODED).forEach(all::add);
      if (plain.length() >= SHORTEST_CODED) {
        addUrlForms(plain, all);
      }
    }
  }

  private static void addUrlForms(String secret, Set<String> all) {
    var form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    all.add(form);
    all.add(form.replace("+", "%20"));
    all.add(lowerCaseHex(form));
  }

  private static String lowerCaseHex(String encoded) {
    var text = new StringBuilder(encoded);
    for (int at = text.indexOf("%"); at >= 0; at = text.indexOf("%", at + 3)) {
      for (int i = at + 1; i < at + 3; i++) {
        text.setCharAt(i, Character.toLowerCase(text.charAt(i)));
      }
    }
    return text.toString();
  }

  /**
   * The part of a Base64 text that the secret alone decides, wherever it stands in what is encoded:
   * "user:password" is found by its password.
   *
   * @param before bytes in front of it, of the three that four letters stand for
   */
  private static String inBase64(String secret, int before, Base64.Encoder encoder) {
    var bytes = secret.getBytes(StandardCharsets.UTF_8);
    var placed = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, placed, before, bytes.length);
    var text = encoder.withoutPadding().encodeToString(placed);
    int from = before == 0 ? 0 : before + 1;
    int to = placed.length * 8 / 6;
    return text.substring(from, to);
  }
}
