package io.tributary.connectors.quickbooks;

import io.tributary.sdk.GiveUp;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A kind of object. QuickBooks cannot be asked which there are, so the documented ones are listed
 * here.
 *
 * @param isName whether objects are made inactive instead of deleted
 * @param keys fields by which one object can be found
 * @param voiding how it is voided: {@code void}, {@code include}, or empty where it cannot be
 * @param fields as {@code name:type}, with {@code !} where they are required
 */
record EntityKind(
    String name,
    String label,
    boolean isName,
    List<String> keys,
    String voiding,
    List<String> fields) {
  private static final Map<String, EntityKind> ALL = load();

  static List<EntityKind> all() {
    return List.copyOf(ALL.values());
  }

  static EntityKind of(String place, Optional<String> text) {
    var name = text.map(String::strip).orElse("");
    return find(name)
        .orElseThrow(
            () ->
                new GiveUp(
                    "%s: \"%s\" is no entity. Choose one, such as Customer"
                        .formatted(place, name)));
  }

  static Optional<EntityKind> find(String name) {
    return Optional.ofNullable(ALL.get(name.toLowerCase(Locale.ROOT)));
  }

  /** As it stands in addresses. */
  String path() {
    return name.toLowerCase(Locale.ROOT);
  }

  boolean canBeVoided() {
    return !voiding.isEmpty();
  }

  private static Map<String, EntityKind> load() {
    try (var in = EntityKind.class.getResourceAsStream("entities.json")) {
      var all = new LinkedHashMap<String, EntityKind>();
      Tree.MAPPER
          .readTree(in)
          .forEachEntry((name, node) -> all.put(name.toLowerCase(Locale.ROOT), of(name, node)));
      return all;
    } catch (IOException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static EntityKind of(String name, JsonNode node) {
    return new EntityKind(
        name,
        node.path("label").asString(),
        node.path("kind").asString().equals("name"),
        node.path("keys").valueStream().map(JsonNode::asString).toList(),
        node.path("void").asString(""),
        node.path("fields").valueStream().map(JsonNode::asString).toList());
  }
}
