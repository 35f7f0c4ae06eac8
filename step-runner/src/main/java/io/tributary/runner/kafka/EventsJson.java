package io.tributary.runner.kafka;

import io.tributary.contracts.executions.StepEvents;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes events as their record says, word for word: one for each message is many. */
final class EventsJson {
  private static final int USUAL = 300;

  private EventsJson() {}

  static byte[] of(StepEvents events) {
    var bytes = new ByteArrayOutputStream(USUAL * (1 + events.e().size()));
    try (var json = Json.MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("o", events.o().value());
      json.writeStringProperty("f", events.f().value());
      json.writeStringProperty("s", events.s().value());
      json.writeNumberProperty("r", events.r());
      json.writeName("e");
      write(events.e(), json);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void write(List<StepEvents.Item> items, JsonGenerator json) {
    json.writeStartArray();
    for (var item : items) {
      json.writeStartObject();
      json.writeStringProperty("x", item.x());
      json.writeStringProperty("m", item.m());
      text("p", item.p(), json);
      json.writeStringProperty("k", item.k().name());
      json.writeNumberProperty("a", item.a());
      json.writeNumberProperty("n", item.n());
      json.writeNumberProperty("b", item.b());
      json.writeNumberProperty("d", item.d());
      var next = item.t();
      if (next != null) {
        json.writeNumberProperty("t", next.longValue());
      }
      text("ek", item.ek(), json);
      text("em", item.em(), json);
      text("w", item.w(), json);
      json.writeStringProperty("it", item.it());
      json.writeNumberProperty("ip", item.ip());
      json.writeNumberProperty("io", item.io());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void text(String name, @Nullable String value, JsonGenerator json) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }
}
