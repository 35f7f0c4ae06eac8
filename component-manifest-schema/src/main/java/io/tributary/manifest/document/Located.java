package io.tributary.manifest.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** A value of a document with the places of its name and of itself; immutable but for the node. */
public final class Located {
  private final JsonNode node;
  private final Place name;
  private final Place value;
  private final SequencedMap<String, Located> members;
  private final List<Located> items;

  private Located(
      JsonNode node,
      Place name,
      Place value,
      SequencedMap<String, Located> members,
      List<Located> items) {
    this.node = node;
    this.name = name;
    this.value = value;
    this.members = members;
    this.items = items;
  }

  static Located scalar(JsonNode node, Place name, Place value) {
    return new Located(node, name, value, new LinkedHashMap<>(), List.of());
  }

  static Located object(
      JsonNode node, Place name, Place value, SequencedMap<String, Located> members) {
    return new Located(node, name, value, members, List.of());
  }

  static Located array(JsonNode node, Place name, Place value, List<Located> items) {
    return new Located(node, name, value, new LinkedHashMap<>(), List.copyOf(items));
  }

  public JsonNode node() {
    return node;
  }

  /** Where its name begins; of a value without a name where the value begins. */
  public Place name() {
    return name;
  }

  /** Where it begins. */
  public Place value() {
    return value;
  }

  /** Its members in the order of the text; none where it is no object. */
  public Map<String, Located> members() {
    return java.util.Collections.unmodifiableMap(members);
  }

  /** Its items; none where it is no array. */
  public List<Located> items() {
    return items;
  }

  public Optional<Located> member(String memberName) {
    return Optional.ofNullable(members.get(memberName));
  }

  /** The value at the pointer, or the nearest one above it that exists. */
  public Located nearest(String pointer) {
    var found = this;
    for (var token : Pointers.tokens(pointer)) {
      var next = found.step(token);
      if (next.isEmpty()) {
        return found;
      }
      found = next.get();
    }
    return found;
  }

  private Optional<Located> step(String token) {
    if (!items.isEmpty() && token.length() < 8 && token.chars().allMatch(Character::isDigit)) {
      int index = Integer.parseInt(token);
      return index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
    }
    return member(token);
  }
}
