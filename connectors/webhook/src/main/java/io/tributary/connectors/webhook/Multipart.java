package io.tributary.connectors.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A form with files (RFC 7578), read while it comes: files go by, fields are kept. */
final class Multipart {
  private static final int MOST_TEXT = 1024 * 1024;
  private static final int LONGEST_HEADERS = 8 * 1024;
  private static final Pattern DISPOSITION =
      Pattern.compile("(?im)^content-disposition:\\s*form-data(.{0,1024})$");
  private static final Pattern TYPE = Pattern.compile("(?im)^content-type:\\s*(.{1,256})$");

  private final PartReader parts;
  private final Files files;
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private int count;
  private int text;

  /** What becomes of a file; empty where it is left out. */
  interface Files {
    Optional<Object> keep(String name, String filename, String contentType, InputStream content)
        throws IOException;
  }

  private Multipart(PartReader parts, Files files) {
    this.parts = parts;
    this.files = files;
  }

  /**
   * The fields in their order; a list where a name comes twice.
   *
   * @throws Malformed if it is not what it says it is, or has more than 1 MiB of text
   */
  static Map<String, Object> read(InputStream body, String boundary, Files files)
      throws IOException {
    if (boundary.isEmpty()) {
      throw new Malformed("multipart/form-data without a boundary");
    }
    var multipart = new Multipart(new PartReader(body, boundary), files);
    while (multipart.parts.next()) {
      multipart.part();
    }
    return multipart.fields;
  }

  private void part() throws IOException {
    if (++count > FormFields.MOST_FIELDS) {
      throw FormFields.tooMany();
    }
    var headers = parts.headers(LONGEST_HEADERS);
    var disposition = DISPOSITION.matcher(headers);
    if (!disposition.find()) {
      throw new Malformed("multipart/form-data with a part that has no name");
    }
    var parameters = ContentType.of("form-data" + disposition.group(1).strip());
    var name = utf8(parameters.parameter("name"));
    if (!parameters.parameters().containsKey("filename")) {
      merge(name, value());
      return;
    }
    var type = TYPE.matcher(headers);
    var contentType = type.find() ? type.group(1).strip() : "application/octet-stream";
    files
        .keep(name, utf8(parameters.parameter("filename")), contentType, parts.content())
        .ifPresent(file -> merge(name, file));
  }

  private String value() throws IOException {
    byte[] bytes = parts.content().readNBytes(MOST_TEXT - text + 1);
    text += bytes.length;
    if (text > MOST_TEXT) {
      throw new Malformed("the form's fields have more than " + MOST_TEXT + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void merge(String name, Object value) {
    fields.merge(name, value, Multipart::both);
  }

  private static Object both(Object before, Object value) {
    var all = new ArrayList<Object>(before instanceof List<?> list ? list : List.of(before));
    all.add(value);
    return all;
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
