package io.tributary.host.json;

import io.tributary.sdk.LargeBody;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/** How large bodies stand in JSON: {@code {"$body": "…", "size": …, "sha256": "…"}}. */
public final class BodyRules {
  private static final String REFERENCE = "$body";
  private static final String SIZE = "size";
  private static final String SHA_256 = "sha256";

  private BodyRules() {}

  /** Makes what an author sees of it. */
  public interface Finder {
    LargeBody find(String reference, long size, String sha256);
  }

  /** One that can be written. */
  public interface Referable extends LargeBody {
    String reference();

    String sha256();
  }

  static final class Reader extends ValueDeserializer<LargeBody> {
    private final Finder bodies;

    Reader(Finder bodies) {
      this.bodies = bodies;
    }

    @Override
    public LargeBody deserialize(JsonParser parser, DeserializationContext context) {
      JsonNode tree = parser.readValueAsTree();
      var reference = tree.path(REFERENCE);
      var size = tree.path(SIZE);
      var sha256 = tree.path(SHA_256);
      if (!reference.isString() || !size.isNumber() || !sha256.isString()) {
        return context.reportInputMismatch(
            LargeBody.class, "is no large body: it has no \"%s\"", REFERENCE);
      }
      return bodies.find(reference.stringValue(), size.longValue(), sha256.stringValue());
    }
  }

  static final class Writer extends ValueSerializer<LargeBody> {
    @Override
    public void serialize(LargeBody value, JsonGenerator generator, SerializationContext context) {
      if (!(value instanceof Referable body)) {
        context.reportMappingProblem("a large body is what bodies().write() gave");
        return;
      }
      generator.writeStartObject();
      generator.writeStringProperty(REFERENCE, body.reference());
      generator.writeNumberProperty(SIZE, body.size());
      generator.writeStringProperty(SHA_256, body.sha256());
      generator.writeEndObject();
    }
  }
}
