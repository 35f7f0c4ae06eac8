package io.tributary.icons;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The chunks of a PNG, read to its last byte. */
final class Chunks {
  private Chunks() {}

  /** Type → how many bytes; nothing may stand behind the last. */
  static Map<String, Integer> of(byte[] png) {
    var chunks = new LinkedHashMap<String, Integer>();
    var in = ByteBuffer.wrap(png).position(8);
    while (in.hasRemaining()) {
      int length = in.getInt();
      byte[] type = new byte[4];
      in.get(type).position(in.position() + length + 4);
      chunks.merge(new String(type, StandardCharsets.ISO_8859_1), length, Integer::sum);
    }
    return chunks;
  }
}
