package io.tributary.connectors.cms;

import io.tributary.sdk.GiveUp;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A file on its way.
 *
 * @param filename safe in a header
 * @param marker a slug that the same message gives each time, and no other
 */
record Upload(
    String filename,
    String contentType,
    String marker,
    long size,
    Supplier<InputStream> content,
    UploadMedia.Media media) {

  static Upload of(UploadMedia.Media media, String key) {
    var name = Slugs.file(media.filename());
    var stem = Slugs.of(name.substring(0, name.lastIndexOf('.')));
    var marker = Slugs.join(stem, Inputs.hash(key));
    if (media.content().isPresent() == media.base64().isPresent()) {
      throw new GiveUp("input#: needs content or base64, and not both. Map one of them");
    }
    var type = contentType(media.contentType(), name);
    if (media.content().isPresent()) {
      var body = media.content().get();
      return new Upload(name, type, marker, body.size(), body::open, media);
    }
    var bytes = bytes(media.base64().orElseThrow());
    return new Upload(
        name, type, marker, bytes.length, () -> new ByteArrayInputStream(bytes), media);
  }

  /** The file's name with the marker in it, for services that know no slugs. */
  String markedName() {
    return marker + filename.substring(filename.lastIndexOf('.'));
  }

  /** What is said about the file, by the names that a service has for it. */
  Map<String, String> facts(Map<String, Optional<String>> byName) {
    var facts = new LinkedHashMap<String, String>();
    byName.forEach((name, value) -> value.ifPresent(text -> facts.put(name, text)));
    return facts;
  }

  private static String contentType(Optional<String> given, String name) {
    var type = given.map(String::strip).filter(text -> !text.isEmpty());
    if (type.isPresent() && !type.get().matches("[\\w.+-]{1,100}/[\\w.+-]{1,100}")) {
      throw new GiveUp("input#/contentType: is no type of a file. Write it as in image/png");
    }
    return type.orElseGet(
        () ->
            switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
              case "jpg", "jpeg" -> "image/jpeg";
              case "png" -> "image/png";
              case "gif" -> "image/gif";
              case "webp" -> "image/webp";
              case "avif" -> "image/avif";
              case "svg" -> "image/svg+xml";
              case "pdf" -> "application/pdf";
              case "mp4" -> "video/mp4";
              case "mp3" -> "audio/mpeg";
              case "zip" -> "application/zip";
              case "csv" -> "text/csv";
              case "txt" -> "text/plain";
              default -> "application/octet-stream";
            });
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64.getMimeDecoder().decode(checked(base64));
    } catch (IllegalArgumentException broken) {
      throw new GiveUp("input#/base64: is no base64. Encode the file, or give it as content");
    }
  }

  /** The decoder that takes line breaks would pass over anything else, too. */
  private static String checked(String base64) {
    for (int i = 0; i < base64.length(); i++) {
      char one = base64.charAt(i);
      boolean isFine =
          (one >= 'a' && one <= 'z')
              || (one >= 'A' && one <= 'Z')
              || (one >= '0' && one <= '9')
              || "+/=\r\n \t".indexOf(one) >= 0;
      if (!isFine) {
        throw new IllegalArgumentException("a letter that base64 does not have");
      }
    }
    return base64;
  }
}
