package io.tributary.connectors.http;

import io.tributary.sdk.GiveUp;
import io.tributary.sdk.LargeBody;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** A form with files (RFC 7578); large ones are read while they are sent. */
final class Multipart {
  private static final int MOST_PARTS = 200;

  private Multipart() {}

  /** A field of the form, or a file: one of value, file and base64. */
  public record Part(
      String name,
      Optional<String> value,
      Optional<LargeBody> file,
      Optional<String> base64,
      Optional<String> filename,
      Optional<String> contentType) {}

  private record Piece(long length, Supplier<InputStream> content) {
    static Piece of(byte[] bytes) {
      return new Piece(bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    static Piece of(String text) {
      return of(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  static Body of(String place, List<Part> parts) {
    if (parts.size() > MOST_PARTS) {
      throw new GiveUp(place + ": more than " + MOST_PARTS + " parts. Send fewer");
    }
    var boundary = "part-" + UUID.randomUUID();
    var pieces = new ArrayList<Piece>();
    for (int i = 0; i < parts.size(); i++) {
      var at = place + "/" + i;
      pieces.add(Piece.of("--" + boundary + "\r\n" + headers(at, parts.get(i)) + "\r\n"));
      pieces.add(content(at, parts.get(i)));
      pieces.add(Piece.of("\r\n"));
    }
    pieces.add(Piece.of("--" + boundary + "--\r\n"));
    return new Body(
        "multipart/form-data; boundary=" + boundary,
        pieces.stream().mapToLong(Piece::length).sum(),
        () -> joined(pieces));
  }

  private static InputStream joined(List<Piece> pieces) {
    var streams = pieces.stream().map(piece -> piece.content().get()).toList();
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  private static String headers(String place, Part part) {
    var text = new StringBuilder("Content-Disposition: form-data; name=\"");
    text.append(quoted(part.name())).append('"');
    if (part.value().isEmpty()) {
      var filename = part.filename().orElse("file");
      text.append("; filename=\"").append(quoted(filename)).append('"');
    }
    text.append("\r\n");
    var type = part.contentType();
    if (type.isPresent() || part.value().isEmpty()) {
      var value = type.orElse("application/octet-stream");
      text.append("Content-Type: ")
          .append(Headers.value(place + "/contentType", value))
          .append("\r\n");
    }
    return text.toString();
  }

  /** As browsers write it. */
  private static String quoted(String text) {
    return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static Piece content(String place, Part part) {
    long given =
        List.of(part.value(), part.file(), part.base64()).stream()
            .filter(Optional::isPresent)
            .count();
    if (given != 1) {
      throw new GiveUp(place + ": needs one of value, file and base64. Give exactly one");
    }
    if (part.file().isPresent()) {
      var file = part.file().get();
      return new Piece(file.size(), file::open);
    }
    return part.value().map(Piece::of).orElseGet(() -> decoded(place, part.base64().orElse("")));
  }

  private static Piece decoded(String place, String base64) {
    try {
      return Piece.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException broken) {
      throw new GiveUp(place + "/base64: is not base64. Correct it", broken);
    }
  }
}
