package io.tributary.runtime.flows;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A part of a document together with the place where it stands, whichever notation it is in. */
sealed interface Node {
  Mark at();

  JsonNode json();

  /** Keys are unique. */
  record Mapping(Mark at, List<Entry> entries) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }

    Optional<Entry> entry(String key) {
      return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    @Override
    public JsonNode json() {
      var object = JsonNodeFactory.instance.objectNode();
      entries.forEach(entry -> object.set(entry.key(), entry.value().json()));
      return object;
    }
  }

  record Sequence(Mark at, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public JsonNode json() {
      var array = JsonNodeFactory.instance.arrayNode();
      items.forEach(item -> array.add(item.json()));
      return array;
    }
  }

  record Scalar(Mark at, JsonNode json) implements Node {}

  /**
   * A property.
   *
   * @param keyAt where the key stands; {@code value.at()} is where the value begins
   */
  record Entry(String key, Mark keyAt, Node value) {}
}
