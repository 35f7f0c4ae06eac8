package io.tributary.connectors.sap;

import io.tributary.sdk.GiveUp;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
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
    var portions = new Portions(answer.body(), answer.host());
    try (answer;
        var parser = Json.MAPPER.createParser(portions)) {
      var reading = new Reading(each, portions);
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        reading.object(parser);
      }
      if (!reading.hasList) {
        throw new GiveUp(
            answer.host()
                + ": gives no list of entities. Check the entity set; read a single one with"
                + " \"Read\"");
      }
      return new Feed(reading.count, reading.next, reading.delta);
    } catch (JacksonException | IOException broken) {
      throw Json.brokenOff(answer.host(), broken);
    }
  }

  /** A bound on the bytes of one entity, which is in memory whole. */
  private static final class Portions extends FilterInputStream {
    private static final long MOST = 32L * 1024 * 1024;
    private final String host;
    private long left = MOST;

    Portions(InputStream in, String host) {
      super(in);
      this.host = host;
    }

    void next() {
      left = MOST;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int some = in.read(bytes, offset, length);
      left -= Math.max(some, 0);
      if (left < 0) {
        throw new GiveUp(host + ": an entity is larger than 32 MiB. Select fewer properties");
      }
      return some;
    }
  }

  private static final class Reading {
    private final Each each;
    private final Portions portions;
    private boolean hasList;
    private int count;
    private Optional<String> next = Optional.empty();
    private Optional<String> delta = Optional.empty();

    Reading(Each each, Portions portions) {
      this.each = each;
      this.portions = portions;
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
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        parser.skipChildren();
        return;
      }
      hasList = true;
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        portions.next();
        long from = parser.currentLocation().getByteOffset();
        Map<String, Object> entity = Json.MAPPER.readValue(parser, LinkedHashMap.class);
        count++;
        each.take(entity, parser.currentLocation().getByteOffset() - from);
      }
    }
  }
}
