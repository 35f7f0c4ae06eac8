package io.tributary.containers.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.containers.images.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells an installation's containers from those that somebody else labelled like them: an HMAC over
 * the labels, by a key that lies beside the images and that only this user reads.
 */
final class Seal {
  private static final int KEY_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;

  private Seal(byte[] key) {
    this.key = key;
  }

  /** The installation's; made where it is missing. */
  static Seal of(ImageStore images) throws IOException {
    Path file = images.folder("seal").resolve("key");
    if (!Files.exists(file)) {
      make(file);
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != KEY_BYTES) {
      throw new IOException(
          file + " is no key: move it away, and containers that run are strangers");
    }
    return new Seal(key);
  }

  String over(Map<String, String> labels) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      new TreeMap<>(labels)
          .forEach(
              (name, value) -> {
                add(mac, name);
                add(mac, value);
              });
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  boolean isOver(Map<String, String> labels, String claimed) {
    return MessageDigest.isEqual(over(labels).getBytes(US_ASCII), claimed.getBytes(UTF_8));
  }

  /** With its length, so that nothing can be moved from one into the next. */
  private static void add(Mac mac, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    mac.update(bytes);
  }

  /** Written aside and linked, so that of two processes one key stays, whole. */
  private static void make(Path file) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Path aside =
        Files.createTempFile(
            file.getParent(),
            "key",
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(aside, key);
      Files.createLink(file, aside);
    } catch (FileAlreadyExistsException faster) {
      // Another process of ours made it.
    } finally {
      Files.delete(aside);
    }
  }
}
