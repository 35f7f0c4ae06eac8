package io.tributary.connectors.sap;

import io.tributary.sdk.GiveUp;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a page says beside its entities.
 *
 * @param next address of the next page
 * @param delta address of what will have changed since
 */
record Feed(int entities, Optional<String> next, Optional<String> delta) {
  /** Takes one entity as the service gives it, and how many bytes it had. */
  @FunctionalInterface
  interface Each {
    void take(Map<String, Object> entity, long bytes);
  }

  /** Reads a page; each entity is handed over as it comes, so only one of them is in memory. */
  static Feed read(Answer answer, Each each) {
    try (answer;
        var parser = Json.MAPPER.createParser(answer.body())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new GiveUp(answer.host() + ": gives no list of entities. Check the entity set");
      }
      var reading = new Reading(each);
      reading.object(parser);
      return new Feed(reading.count, reading.next, reading.delta);
    } catch (JacksonException | IOException broken) {
      throw Json.brokenOff(answer.host(), broken);
    }
  }

  private static final class Reading {
    private final Each each;
    private int count;
    private Optional<String> next = Optional.empty();
    private Optional<String> delta = Optional.empty();

    Reading(Each each) {
      this.each = each;
    }

    /** Whichever version, and with or without the wrapping of OData 2. */
    void object(JsonParser parser) {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = parser.currentName();
        var token = parser.nextToken();
        switch (name) {
          case "d" -> {
            if (token == JsonToken.START_OBJECT) {
              object(parser);
            } else if (token == JsonToken.START_ARRAY) {
              list(parser);
            }
          }
          case "value", "results" -> list(parser);
          case "__next", "@odata.nextLink", "@nextLink" -> next = text(parser);
          case "__delta", "@odata.deltaLink", "@deltaLink" -> delta = text(parser);
          default -> parser.skipChildren();
        }
      }
    }

    private static Optional<String> text(JsonParser parser) {
      return Optional.ofNullable(parser.getValueAsString()).filter(link -> !link.isBlank());
    }

    @SuppressWarnings("unchecked")
    private void list(JsonParser parser) {
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        long from = parser.currentLocation().getByteOffset();
        Map<String, Object> entity = Json.MAPPER.readValue(parser, LinkedHashMap.class);
        count++;
        each.take(entity, parser.currentLocation().getByteOffset() - from);
      }
    }
  }
}
