package io.tributary.connectors.quickbooks;

import io.tributary.sdk.LargeBody;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** A form of metadata and a file; its length is known, the file's bytes are not in memory. */
record FormWithFile(String boundary, byte[] before, LargeBody file, byte[] after) {
  static FormWithFile of(
      Map<String, Object> metadata, String fileName, String contentType, LargeBody file) {
    // Not to be guessed, so no file can hold it.
    var boundary = "tributary-" + UUID.randomUUID();
    var before =
        "--%s\r\n%s\r\n\r\n%s\r\n--%s\r\n%s\r\n\r\n"
            .formatted(
                boundary,
                head("file_metadata_01", "metadata.json", "application/json; charset=UTF-8"),
                Tree.MAPPER.writeValueAsString(metadata),
                boundary,
                head("file_content_01", fileName, contentType));
    var after = "\r\n--" + boundary + "--\r\n";
    return new FormWithFile(
        boundary,
        before.getBytes(StandardCharsets.UTF_8),
        file,
        after.getBytes(StandardCharsets.UTF_8));
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  BodyPublisher body() {
    return BodyPublishers.concat(
        BodyPublishers.ofByteArray(before),
        BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(file::open), file.size()),
        BodyPublishers.ofByteArray(after));
  }

  private static String head(String name, String fileName, String contentType) {
    return "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s"
        .formatted(name, fileName, contentType);
  }
}
