package io.tributary.connectors.webhook;

import io.tributary.sdk.GiveUp;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Fields of a web form, in both ways that browsers send them. */
final class FormFields {
  private static final int MOST_FIELDS = 1000;
  private static final Pattern DISPOSITION =
      Pattern.compile("(?im)^content-disposition:\\s*form-data(.{0,1024})$");
  private static final Pattern TYPE = Pattern.compile("(?im)^content-type:\\s*(.{1,256})$");

  private FormFields() {}

  /** A file that was chosen in a form. */
  record FormFile(String filename, String contentType, String base64) {}

  static Map<String, List<String>> urlEncoded(String body) {
    var fields = new LinkedHashMap<String, List<String>>();
    for (var pair : body.split("&", MOST_FIELDS + 1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      var name = decode(equals < 0 ? pair : pair.substring(0, equals));
      var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      if (fields.size() > MOST_FIELDS) {
        throw new GiveUp("the form has more than " + MOST_FIELDS + " fields");
      }
    }
    return fields;
  }

  static Map<String, Object> multipart(byte[] body, String boundary) {
    if (boundary.isEmpty()) {
      throw new GiveUp("multipart/form-data without a boundary");
    }
    // One character is one byte in this charset, so positions in text are positions in bytes.
    var text = new String(body, StandardCharsets.ISO_8859_1);
    var fields = new LinkedHashMap<String, Object>();
    var mark = "--" + boundary;
    int at = text.indexOf(mark);
    while (at >= 0 && !text.startsWith("--", at + mark.length())) {
      int from = text.indexOf("\r\n", at) + 2;
      int next = text.indexOf("\r\n" + mark, Math.max(from - 2, 0));
      int headersEnd = text.indexOf("\r\n\r\n", at);
      if (from < 2 || next < 0 || headersEnd < 0 || headersEnd > next) {
        throw new GiveUp("multipart/form-data that ends within a part");
      }
      var content = text.substring(Math.min(headersEnd + 4, next), next);
      add(fields, text.substring(from - 2, headersEnd), content);
      if (fields.size() > MOST_FIELDS) {
        throw new GiveUp("the form has more than " + MOST_FIELDS + " fields");
      }
      at = next + 2;
    }
    return fields;
  }

  private static void add(Map<String, Object> fields, String headers, String content) {
    var disposition = DISPOSITION.matcher(headers);
    if (!disposition.find()) {
      throw new GiveUp("multipart/form-data with a part that has no name");
    }
    var parameters = ContentType.of("form-data" + disposition.group(1).strip());
    var name = utf8(parameters.parameter("name"));
    Object value =
        parameters.parameters().containsKey("filename")
            ? file(utf8(parameters.parameter("filename")), headers, content)
            : utf8(content);
    fields.merge(name, value, FormFields::both);
  }

  private static FormFile file(String filename, String headers, String content) {
    var type = TYPE.matcher(headers);
    return new FormFile(
        filename,
        type.find() ? type.group(1).strip() : "application/octet-stream",
        Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static Object both(Object before, Object value) {
    var all = new ArrayList<Object>(before instanceof List<?> list ? list : List.of(before));
    all.add(value);
    return all;
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw new GiveUp("the form is not URL-encoded: " + broken.getMessage(), broken);
    }
  }
}
