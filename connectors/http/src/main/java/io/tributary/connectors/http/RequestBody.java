package io.tributary.connectors.http;

import io.tributary.sdk.GiveUp;
import io.tributary.sdk.LargeBody;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** Makes the body of a request from what the author gave. */
final class RequestBody {
  private RequestBody() {}

  /**
   * At most one.
   *
   * @param contentType what the author calls it, where a header says so
   */
  static Body of(Request.Input input, Optional<String> contentType) {
    var given =
        Stream.of(
                input.json().map(json -> Body.of("application/json", json.text())),
                form(input.form()),
                input.text().map(text -> Body.of("text/plain; charset=utf-8", text)),
                multipart(input.multipart()),
                input.file().map(RequestBody::file))
            .flatMap(Optional::stream)
            .toList();
    if (given.size() > 1) {
      throw new GiveUp(
          "input#: has more than one body. Give one of json, form, text, multipart and file");
    }
    var body = given.isEmpty() ? Body.NONE : given.getFirst();
    if (contentType.isEmpty()) {
      return body;
    }
    if (!input.multipart().isEmpty()) {
      throw new GiveUp(
          "input#/headers/content-type: of multipart it is the connector's to set. Remove it");
    }
    return new Body(contentType.get(), body.length(), body.content());
  }

  private static Body file(LargeBody file) {
    return new Body("application/octet-stream", file.size(), file::open);
  }

  private static Optional<Body> multipart(List<Multipart.Part> parts) {
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(Multipart.of("input#/multipart", parts));
  }

  private static Optional<Body> form(Map<String, Object> form) {
    if (form.isEmpty()) {
      return Optional.empty();
    }
    var pairs = new StringJoiner("&");
    form.forEach(
        (name, value) -> {
          for (var one : Encoded.values("input#/form/" + name, value)) {
            pairs.add(Encoded.pair(name, one));
          }
        });
    return Optional.of(Body.of("application/x-www-form-urlencoded", pairs.toString()));
  }
}
