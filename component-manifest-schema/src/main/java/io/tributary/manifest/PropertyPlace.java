package io.tributary.manifest;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Where a property's value stands in a manifest's text, for findings that come after its reading;
 * both count from 1.
 */
public record PropertyPlace(int line, int column) {
  public static final PropertyPlace START = new PropertyPlace(1, 1);
  private static final JsonFactory JSON = new JsonFactory();

  /** The value of a property of the document itself; its start where there is none. */
  public static PropertyPlace in(byte[] manifest, String property) {
    // From text: in bytes, a letter with an accent would count twice.
    var text = new String(manifest, StandardCharsets.UTF_8);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals(property)) {
          TokenStreamLocation place = parser.currentTokenLocation();
          return new PropertyPlace(place.getLineNr(), place.getColumnNr());
        }
        parser.skipChildren();
      }
      return START;
    } catch (JacksonException unreadable) {
      return START;
    }
  }
}
