package io.tributary.registry.organizations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What stands in an invitation's letter, made by {@code Ids.capability}. Only its hash is kept. */
record InvitationCode(String text) {

  /** SHA-256 without salt: nobody guesses 130 bits, and the code is found by it. */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return "InvitationCode[hidden]";
  }
}
