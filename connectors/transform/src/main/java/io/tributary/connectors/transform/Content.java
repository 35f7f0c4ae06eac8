package io.tributary.connectors.transform;

import io.tributary.sdk.Context;
import io.tributary.sdk.GiveUp;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a message holds as text, or as a large body beside it. */
final class Content {
  private static final int LONGEST_MARK = 3;

  private Content() {}

  /** Characters; those of a body that are not of the charset fail the read instead of changing. */
  static Reader reader(String place, Object value, Charset charset, Context context)
      throws IOException {
    if (value instanceof String text) {
      return new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }
    return decoded(bytes(place, value, context), charset);
  }

  static boolean isBody(Object value) {
    return value instanceof Map<?, ?> map && map.containsKey("$body");
  }

  /** A large body's bytes. */
  static InputStream bytes(String place, Object value, Context context) {
    if (!isBody(value)) {
      throw new GiveUp(place + ": is neither a text nor a large body. Map one of them");
    }
    return context.bodies().of(value).open();
  }

  static Charset charset(String place, String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      throw new GiveUp(
          place + ": charset " + name + " is unknown. Use UTF-8 or ISO-8859-1", unknown);
    }
  }

  /** A byte order mark is no part of the text, and says more than a setting. */
  static Reader decoded(InputStream bytes, Charset charset) throws IOException {
    var peeked = new PushbackInputStream(bytes, LONGEST_MARK);
    byte[] first = peeked.readNBytes(LONGEST_MARK);
    var marked = charset;
    int mark = 0;
    if (first.length == 3 && isMark(first, 0xEF, 0xBB) && (first[2] & 0xFF) == 0xBF) {
      marked = StandardCharsets.UTF_8;
      mark = 3;
    } else if (first.length >= 2 && isMark(first, 0xFE, 0xFF)) {
      marked = StandardCharsets.UTF_16BE;
      mark = 2;
    } else if (first.length >= 2 && isMark(first, 0xFF, 0xFE)) {
      marked = StandardCharsets.UTF_16LE;
      mark = 2;
    }
    peeked.unread(first, mark, first.length - mark);
    return new InputStreamReader(
        peeked,
        marked
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private static boolean isMark(byte[] bytes, int one, int two) {
    return (bytes[0] & 0xFF) == one && (bytes[1] & 0xFF) == two;
  }
}
