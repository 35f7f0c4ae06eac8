package io.tributary.connectors.salesforce;

import io.tributary.sdk.RetryLater;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a page of a query's result says beside its records.
 *
 * @param next address of the next page
 */
record QueryPage(long total, Optional<String> next, int records) {

  /** Reads a page; each record is handed over as it comes, so only one of them is in memory. */
  static QueryPage read(InputStream body, Consumer<Map<String, Object>> each) {
    try (body;
        var parser = Tree.MAPPER.createParser(body)) {
      return read(parser, each);
    } catch (JacksonException | IOException broken) {
      throw new RetryLater("Salesforce's answer broke off: " + broken.getMessage(), broken);
    }
  }

  private static QueryPage read(JsonParser parser, Consumer<Map<String, Object>> each) {
    long total = 0;
    var next = Optional.<String>empty();
    int records = 0;
    parser.nextToken();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "totalSize" -> total = parser.getLongValue();
        case "nextRecordsUrl" -> next = Optional.ofNullable(parser.getValueAsString());
        case "records" -> records = records(parser, each);
        default -> parser.skipChildren();
      }
    }
    return new QueryPage(total, next, records);
  }

  private static int records(JsonParser parser, Consumer<Map<String, Object>> each) {
    int records = 0;
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      each.accept(Tree.plain(Tree.MAPPER.readValue(parser, LinkedHashMap.class)));
      records++;
    }
    return records;
  }
}
