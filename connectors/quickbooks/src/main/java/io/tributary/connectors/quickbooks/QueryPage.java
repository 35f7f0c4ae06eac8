package io.tributary.connectors.quickbooks;

import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What the answer to a query says beside its objects.
 *
 * @param total of a count
 */
record QueryPage(int objects, OptionalLong total) {
  /** The longest address that is surely taken. */
  private static final int LONGEST_QUERY = 12_000;

  /** Takes an object as it comes, so only one of them is in memory. */
  @FunctionalInterface
  interface Each {
    /**
     * One object.
     *
     * @param bytes of the answer that were read up to here
     */
    void accept(Map<String, Object> object, long bytes);
  }

  /** What a page's reading has found so far. */
  private static final class Found {
    private int objects;
    private OptionalLong total = OptionalLong.empty();
  }

  /**
   * Asks, and hands over what comes.
   *
   * @param place what a refusal's text begins with
   */
  static QueryPage read(QuickBooks quickbooks, String query, String place, Each each) {
    return read(ask(quickbooks, query, place), place, each);
  }

  /** The answer, which is to be read. */
  static HttpResponse<InputStream> ask(QuickBooks quickbooks, String query, String place) {
    if (Call.encoded(query).length() > LONGEST_QUERY) {
      throw new GiveUp(
          "%s: the query is longer than the %,d bytes that an address takes. Ask in portions"
              .formatted(place, LONGEST_QUERY));
    }
    return quickbooks.send(Call.get("query").with("query", query), place);
  }

  static QueryPage read(HttpResponse<InputStream> answer, String place, Each each) {
    try (var body = answer.body();
        var parser = Tree.MAPPER.createParser(body)) {
      var found = new Found();
      parser.nextToken();
      objectsOf(parser, found, each, answer, place);
      return new QueryPage(found.objects, found.total);
    } catch (JacksonException | IOException broken) {
      throw new RetryLater("QuickBooks's answer broke off: " + broken.getMessage(), broken);
    }
  }

  private static void objectsOf(
      JsonParser parser, Found found, Each each, HttpResponse<InputStream> answer, String place) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      var token = parser.nextToken();
      switch (name) {
        case "QueryResponse" -> objectsOf(parser, found, each, answer, place);
        case "totalCount" -> found.total = OptionalLong.of(parser.getLongValue());
        case "Fault", "fault" -> {
          // A refusal may come with status 200.
          var fault = Tree.MAPPER.createObjectNode();
          fault.set("Fault", Tree.MAPPER.readTree(parser));
          throw Refusal.of(answer.statusCode(), answer.headers(), fault).sorted(place);
        }
        default -> {
          if (token == JsonToken.START_ARRAY) {
            objects(parser, found, each);
          } else {
            parser.skipChildren();
          }
        }
      }
    }
  }

  private static void objects(JsonParser parser, Found found, Each each) {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      Map<String, Object> object = read(parser);
      found.objects++;
      each.accept(object, parser.currentLocation().getByteOffset());
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> read(JsonParser parser) {
    return Tree.MAPPER.readValue(parser, LinkedHashMap.class);
  }
}
