package io.tributary.runner.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A JSON value inside an array of bytes, found without building a tree. */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied on purpose
record JsonSlice(byte[] bytes, int from, int to) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * The members of an object.
   *
   * @throws BrokenInput where the bytes are not one JSON object
   */
  static Map<String, JsonSlice> membersOf(byte[] bytes) throws BrokenInput {
    requireUtf8(bytes);
    try (var parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BrokenInput("the carried outputs are not a JSON object");
      }
      var members = new LinkedHashMap<String, JsonSlice>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = parser.currentName();
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        members.put(name, new JsonSlice(bytes, from, endOfValue(parser)));
      }
      if (parser.nextToken() != null) {
        throw new BrokenInput("something follows the carried outputs");
      }
      return members;
    } catch (JacksonException notJson) {
      throw new BrokenInput("the carried outputs are not JSON");
    }
  }

  /**
   * The whole array, checked: what goes into an object must not end it early.
   *
   * @throws BrokenInput where the bytes are not exactly one JSON value
   */
  static JsonSlice whole(byte[] bytes) throws BrokenInput {
    requireUtf8(bytes);
    try (var parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      if (parser.nextToken() == null) {
        throw new BrokenInput("the message is empty where JSON is expected");
      }
      endOfValue(parser);
      if (parser.nextToken() != null) {
        throw new BrokenInput("something follows the message's JSON");
      }
      return new JsonSlice(bytes, 0, bytes.length);
    } catch (JacksonException notJson) {
      throw new BrokenInput("the message is not JSON");
    }
  }

  /** The parser would also take UTF-16 and a byte order mark, which cannot stand inside UTF-8. */
  private static void requireUtf8(byte[] bytes) throws BrokenInput {
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      if (bytes[i] == 0 || bytes[0] < 0) {
        throw new BrokenInput("the message is not JSON in UTF-8");
      }
    }
  }

  private static int endOfValue(JsonParser parser) {
    parser.skipChildren();
    parser.finishToken();
    return (int) parser.currentLocation().getByteOffset();
  }
}
