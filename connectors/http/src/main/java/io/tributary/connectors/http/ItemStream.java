package io.tributary.connectors.http;

import io.tributary.sdk.GiveUp;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a list out of an answer while it comes in: one item is in memory at a time, however long
 * the list is.
 */
final class ItemStream {
  private static final long LARGEST_ITEM = 4L * 1024 * 1024;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final String what;
  private final Bounded source;
  private final JsonPointer items;
  private final Consumer<JsonNode> taker;
  private int count;
  private boolean found;
  private Optional<String> next = Optional.empty();

  /** What was read: how many items, and what stood at the pointer to the next page. */
  record Page(int items, Optional<String> next) {}

  private ItemStream(String what, Bounded source, JsonPointer items, Consumer<JsonNode> taker) {
    this.what = what;
    this.source = source;
    this.items = items;
    this.taker = taker;
  }

  /**
   * Hands each item on.
   *
   * @param next where the way to the next page stands; empty for nowhere
   * @throws GiveUp if there is no list at the pointer
   */
  static Page read(
      Incoming answer, JsonPointer items, Optional<JsonPointer> next, Consumer<JsonNode> taker)
      throws IOException {
    var what = answer.request().name();
    try (var source = new Bounded(answer.body(), "the answer of " + what, Incoming.MOST_BYTES);
        var parser = JSON.createParser(source)) {
      return new ItemStream(what, source, items, taker).page(parser, next);
    } catch (JacksonIOException broken) {
      throw broken.getCause();
    } catch (JacksonException broken) {
      throw new GiveUp(what + ": the answer is no JSON: " + broken.getOriginalMessage(), broken);
    }
  }

  /** A pointer (RFC 6901) as an author writes it; the whole answer where it is empty. */
  static JsonPointer pointer(String place, String text) {
    var stripped = text.strip();
    if (!stripped.isEmpty() && !stripped.startsWith("/")) {
      throw new GiveUp(place + ": is no JSON pointer. Write it like /data/items");
    }
    return JsonPointer.compile(stripped);
  }

  private Page page(JsonParser parser, Optional<JsonPointer> toNext) {
    if (parser.nextToken() == null) {
      throw noList();
    }
    walk(parser, Optional.of(items), toNext);
    if (!found) {
      throw noList();
    }
    return new Page(count, next);
  }

  private void walk(
      JsonParser parser, Optional<JsonPointer> toItems, Optional<JsonPointer> toNext) {
    if (toItems.isPresent() && toItems.get().matches()) {
      list(parser);
    } else if (toNext.isPresent() && toNext.get().matches()) {
      next = plain(tree(parser));
    } else if (toItems.isEmpty() && toNext.isEmpty()) {
      parser.skipChildren();
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = parser.currentName();
        parser.nextToken();
        walk(parser, below(toItems, name), below(toNext, name));
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        walk(parser, below(toItems, i), below(toNext, i));
      }
    }
  }

  private void list(JsonParser parser) {
    found = true;
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw noList();
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      count++;
      taker.accept(tree(parser));
    }
  }

  private JsonNode tree(JsonParser parser) {
    source.narrow(LARGEST_ITEM);
    JsonNode tree = parser.readValueAsTree();
    source.open();
    return tree;
  }

  private GiveUp noList() {
    return new GiveUp("%s: has no list at \"%s\". Correct fields#/items".formatted(what, items));
  }

  private static Optional<JsonPointer> below(Optional<JsonPointer> pointer, String name) {
    return pointer.flatMap(one -> Optional.ofNullable(one.matchProperty(name)));
  }

  private static Optional<JsonPointer> below(Optional<JsonPointer> pointer, int index) {
    return pointer.flatMap(one -> Optional.ofNullable(one.matchElement(index)));
  }

  /** Text or a number; nothing where a service says by null, false or "" that there is no more. */
  static Optional<String> plain(JsonNode value) {
    if (value.isString() || value.isNumber()) {
      return Optional.of(value.asString()).filter(text -> !text.isBlank());
    }
    return Optional.empty();
  }
}
