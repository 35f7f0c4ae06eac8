package io.tributary.icons;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** PNGs put together chunk by chunk, so that any of them can be wrong. */
final class APng {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private APng() {
    bytes.writeBytes(SIGNATURE);
  }

  /** As far as its header: red, green, blue and how opaque, eight bits each. */
  static APng sized(int width, int height) {
    return new APng().with("IHDR", header(width, height, 8, 6));
  }

  static APng grayAndAlpha(int side) {
    return new APng().with("IHDR", header(side, side, 8, 4));
  }

  /** A whole one, of one color. */
  static byte[] plain(int width, int height) {
    return sized(width, height).pixels(width, height, 4, 0x40, 0x80, 0xc0, 0xff).end();
  }

  private static byte[] header(int width, int height, int depth, int colors) {
    return ByteBuffer.allocate(13)
        .putInt(width)
        .putInt(height)
        .put((byte) depth)
        .put((byte) colors)
        .array();
  }

  APng with(String type, byte[] content) {
    byte[] named =
        ByteBuffer.allocate(4 + content.length)
            .put(type.getBytes(StandardCharsets.ISO_8859_1))
            .put(content)
            .array();
    var crc = new CRC32();
    crc.update(named);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    bytes.writeBytes(named);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    return this;
  }

  APng pixels(int width, int height, int samples, int... pixel) {
    byte[] rows = new byte[height * (1 + width * samples)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int sample = 0; sample < samples; sample++) {
          rows[y * (1 + width * samples) + 1 + x * samples + sample] = (byte) pixel[sample];
        }
      }
    }
    return with("IDAT", deflated(rows));
  }

  byte[] end() {
    return with("IEND", new byte[0]).bytes.toByteArray();
  }

  /** Without an end. */
  byte[] cut() {
    return bytes.toByteArray();
  }

  static byte[] deflated(byte[] content) {
    var deflater = new Deflater(9);
    deflater.setInput(content);
    deflater.finish();
    var out = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    while (!deflater.finished()) {
      out.write(some, 0, deflater.deflate(some));
    }
    deflater.end();
    return out.toByteArray();
  }
}
