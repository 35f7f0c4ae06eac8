package io.tributary.manifest.document;

import java.util.List;
import java.util.stream.Stream;

/** JSON pointers as text, by <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>. */
public final class Pointers {
  private Pointers() {}

  /** The pointer of a member or item. */
  public static String append(String pointer, String token) {
    return pointer + "/" + token.replace("~", "~0").replace("/", "~1");
  }

  /** The unescaped tokens; none for the document itself. */
  public static List<String> tokens(String pointer) {
    if (pointer.isEmpty()) {
      return List.of();
    }
    return Stream.of(pointer.substring(1).split("/", -1))
        .map(token -> token.replace("~1", "/").replace("~0", "~"))
        .toList();
  }
}
