package io.tributary.connectors.cms;

import io.tributary.sdk.GiveUp;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** What messages bring along. */
final class Inputs {
  private Inputs() {}

  /** The id of an entry, which becomes a part of an address. */
  static String id(Map<String, Object> input) {
    return text(input.get("id"))
        .filter(id -> id.matches("[A-Za-z0-9_-]{1,64}"))
        .orElseThrow(
            () -> new GiveUp("input#/id: is no id of an entry. Map the one that tells which"));
  }

  /** A text or a number, if it is one and not blank. */
  static Optional<String> text(Object value) {
    return value instanceof String || value instanceof Number
        ? Optional.of(value.toString().strip()).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  /** Letters and digits that stand for a message's key; short enough for an address. */
  static String hash(String key) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
