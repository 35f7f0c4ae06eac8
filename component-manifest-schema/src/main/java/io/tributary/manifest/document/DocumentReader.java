package io.tributary.manifest.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads bytes as one JSON document in UTF-8 within fixed limits; never throws for their content.
 */
public final class DocumentReader {
  /** How deep objects and arrays may stand in each other. */
  public static final int DEEPEST = 64;

  /** How many names, values and brackets a document may hold. */
  public static final int MOST_TOKENS = 60_000;

  /** The longest name of a property. */
  public static final int LONGEST_NAME = 256;

  private DocumentReader() {}

  /**
   * Reads a document of at most so many bytes.
   *
   * <p>It is decoded before it is parsed, because a byte parser would count columns in bytes.
   */
  public static DocumentReading read(byte[] bytes, int mostBytes) {
    if (bytes.length > mostBytes) {
      return unreadable(Fault.Kind.TOO_LARGE, Place.START, mostBytes / 1024 + " KB");
    }
    var chars = CharBuffer.allocate(bytes.length);
    var source = ByteBuffer.wrap(bytes);
    var decoded = StandardCharsets.UTF_8.newDecoder().decode(source, chars, true);
    String text = withoutMark(chars.flip().toString());
    if (decoded.isError()) {
      return unreadable(Fault.Kind.NOT_UTF8, endOf(text), "");
    }
    if (text.isBlank()) {
      return unreadable(Fault.Kind.EMPTY, Place.START, "");
    }
    return new DocumentParser(text).parse();
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Place endOf(String text) {
    int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
    return new Place(line, text.length() - text.lastIndexOf('\n'));
  }

  private static DocumentReading unreadable(Fault.Kind kind, Place place, String detail) {
    return new DocumentReading.Unreadable(List.of(new Fault(kind, place, "", detail)));
  }
}
