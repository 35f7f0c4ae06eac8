package io.tributary.host.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Replaces the connection's secrets in every text that leaves: logs, failures, stack traces. */
final class Redaction {
  /** Shorter ones would blot out ordinary words. */
  private static final int SHORTEST = 4;

  private static final int MOST = 256;

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();

  void learn(String secret) {
    if (secret.length() >= SHORTEST && secrets.size() < MOST) {
      secrets.add(secret);
    }
  }

  String clean(String text) {
    var clean = text;
    for (var secret : secrets) {
      clean = clean.replace(secret, "***");
    }
    return clean;
  }
}
