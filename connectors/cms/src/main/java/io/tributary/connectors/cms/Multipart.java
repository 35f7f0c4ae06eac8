package io.tributary.connectors.cms;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A form with one file, which is read while it is sent. Its length is told beforehand: many servers
 * take no body without.
 */
final class Multipart {
  private final String boundary = "tributary-" + UUID.randomUUID();
  private final byte[] head;
  private final byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
  private final Supplier<InputStream> file;
  private final long size;

  /**
   * A form.
   *
   * @param fields their names are the connector's own; their values are bodies, and may be anything
   * @param fileField the file's field
   */
  Multipart(Map<String, String> fields, String fileField, Upload upload) {
    var text = new ByteArrayOutputStream();
    fields.forEach(
        (name, value) ->
            add(text, "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value));
    add(
        text,
        "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
            .formatted(fileField, upload.filename(), upload.contentType()));
    // The file follows the blank line, without the line break that ends a field's value.
    var bytes = text.toByteArray();
    this.head = Arrays.copyOf(bytes, bytes.length - 2);
    this.file = upload.content();
    this.size = upload.size();
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  BodyPublisher body() {
    if (size == 0) {
      return BodyPublishers.concat(
          BodyPublishers.ofByteArray(head), BodyPublishers.ofByteArray(tail));
    }
    return BodyPublishers.concat(
        BodyPublishers.ofByteArray(head),
        BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(file), size),
        BodyPublishers.ofByteArray(tail));
  }

  private void add(ByteArrayOutputStream text, String part) {
    text.writeBytes(("--" + boundary + "\r\n" + part + "\r\n").getBytes(StandardCharsets.UTF_8));
  }
}
