package io.tributary.icons;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A picture that this platform wrote: a PNG of {@value #SIDE} × {@value #SIDE}. */
public final class Icon {
  /** Width and height in pixels. */
  public static final int SIDE = 256;

  private final String digest;
  private final byte[] png;

  private Icon(String digest, byte[] png) {
    this.digest = digest;
    this.png = png;
  }

  /** Of a PNG that was written here, now or before. */
  public static Icon of(byte[] png) {
    return new Icon(digest(png), png.clone());
  }

  static String digest(byte[] bytes) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** {@code sha256:} and what the PNG's bytes hash to. */
  public String digest() {
    return digest;
  }

  public byte[] png() {
    return png.clone();
  }

  /** The digest says it all. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Icon icon && icon.digest.equals(digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return digest;
  }
}
