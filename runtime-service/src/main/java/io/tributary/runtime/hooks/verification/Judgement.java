package io.tributary.runtime.hooks.verification;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request that is being judged. Its body has to be read through {@link #reading}, byte for byte
 * as it came; then {@link #isGenuine} tells.
 */
public final class Judgement {
  private static final String HMAC = "HmacSHA256";

  private final boolean settled;
  private final List<Mac> macs;
  private final List<byte[]> expected;

  private Judgement(boolean settled, List<Mac> macs, List<byte[]> expected) {
    this.settled = settled;
    this.macs = List.copyOf(macs);
    this.expected = List.copyOf(expected);
  }

  /** Its body says nothing more. */
  static Judgement settled(boolean genuine) {
    return new Judgement(genuine, List.of(), List.of());
  }

  /**
   * One of the signatures must be the HMAC-SHA-256 (RFC 2104) under one of the keys.
   *
   * @param before what is signed before the body
   */
  static Judgement signed(List<byte[]> keys, String before, List<byte[]> expected) {
    var prefix = before.getBytes(StandardCharsets.UTF_8);
    return new Judgement(false, keys.stream().map(key -> mac(key, prefix)).toList(), expected);
  }

  /** Whether it is refused already, so that its body need not be read. */
  public boolean isRefused() {
    return !settled && macs.isEmpty();
  }

  /** The body, looked at as it passes. */
  public InputStream reading(InputStream body) {
    return macs.isEmpty() ? body : new Looked(body);
  }

  /** After the body's end; asked once. As long for a wrong signature as for a right one. */
  public boolean isGenuine() {
    boolean found = settled;
    for (var mac : macs) {
      byte[] made = mac.doFinal();
      for (var one : expected) {
        found |= isEqual(one, made);
      }
    }
    return found;
  }

  static boolean isEqual(byte[] one, byte[] other) {
    return MessageDigest.isEqual(one, other);
  }

  private static Mac mac(byte[] key, byte[] before) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      mac.update(before);
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has " + HMAC, impossible);
    }
  }

  private final class Looked extends FilterInputStream {
    Looked(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      if (one >= 0) {
        macs.forEach(mac -> mac.update((byte) one));
      }
      return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int some = super.read(bytes, offset, length);
      if (some > 0) {
        macs.forEach(mac -> mac.update(bytes, offset, some));
      }
      return some;
    }

    @Override
    public long skip(long bytes) {
      throw new UnsupportedOperationException("what is signed is read");
    }
  }
}
