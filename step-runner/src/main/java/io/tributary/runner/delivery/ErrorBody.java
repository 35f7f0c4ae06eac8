package io.tributary.runner.delivery;

import io.tributary.contracts.names.StepName;
import io.tributary.runner.delivery.Ending.Dead;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What an error branch gets: {@code {"message": …, "error": {"step", "kind", "error", "message",
 * "attempts", "at"}}}. A message that is no JSON stands there as text.
 */
final class ErrorBody {
  private static final JsonFactory JSON = new JsonFactory();

  private ErrorBody() {}

  static byte[] of(StepName step, Finished finished, Dead dead) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(ascii("{\"message\":"));
    body.writeBytes(message(finished.record().value()));
    body.writeBytes(ascii(",\"error\":"));
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), body)) {
      json.writeStartObject();
      json.writeStringProperty("step", step.value());
      json.writeStringProperty("kind", dead.kind());
      json.writeStringProperty("error", dead.error());
      json.writeStringProperty("message", dead.message());
      json.writeNumberProperty("attempts", finished.attempt());
      json.writeStringProperty("at", finished.endedAt().toString());
      json.writeEndObject();
    }
    body.write('}');
    return body.toByteArray();
  }

  private static byte[] message(byte[] value) {
    if (value == null) {
      return ascii("null");
    }
    try {
      JsonSlice.whole(value);
      return value;
    } catch (BrokenInput noJson) {
      var text = new ByteArrayOutputStream();
      try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
        json.writeString(new String(value, StandardCharsets.UTF_8));
      }
      return text.toByteArray();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
