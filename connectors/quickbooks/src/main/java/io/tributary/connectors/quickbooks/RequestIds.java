package io.tributary.connectors.quickbooks;

import io.tributary.sdk.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids of requests: the same on each attempt of a message, so that what an attempt did whose answer
 * was lost is not done again. QuickBooks takes 50 characters.
 */
record RequestIds(String key) {
  private static final int LENGTH = 40;

  static RequestIds of(Context context) {
    return new RequestIds(context.idempotencyKey());
  }

  /**
   * Of one request among those of a message.
   *
   * @param what is asked for, such as an operation and the version it is meant for
   */
  String id(String what) {
    try {
      var text = (key + "\n" + what).getBytes(StandardCharsets.UTF_8);
      var hash = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(hash).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
