package io.tributary.registry.intake;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Where a manifest's version stands in its text; both count from 1. */
record VersionPlace(int line, int column) {
  static final VersionPlace START = new VersionPlace(1, 1);
  private static final JsonFactory JSON = new JsonFactory();

  /** The value of the document's {@code version}; its start where there is none. */
  static VersionPlace in(byte[] manifest) {
    // From text: in bytes, a letter with an accent would count twice.
    var text = new String(manifest, java.nio.charset.StandardCharsets.UTF_8);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("version")) {
          TokenStreamLocation place = parser.currentTokenLocation();
          return new VersionPlace(place.getLineNr(), place.getColumnNr());
        }
        parser.skipChildren();
      }
      return START;
    } catch (JacksonException unreadable) {
      return START;
    }
  }
}
