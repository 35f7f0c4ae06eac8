package io.tributary.demo.quickbooks;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A kind of object.
 *
 * @param fields by name, what each holds
 * @param longest text that a field takes
 */
record EntityType(
    String name, Kind kind, List<String> required, int longest, Map<String, Holds> fields) {
  /** What every object has. */
  static final Set<String> COMMON = Set.of("Id", "SyncToken", "MetaData", "domain", "sparse");

  private static final Set<String> PEOPLE = Set.of("Customer", "Vendor");

  /** How an object may be got rid of. */
  enum Kind {
    NAME,
    TRANSACTION,
    ATTACHABLE,
    COMPANY
  }

  /** What a field holds; READ is the service's own and is passed over. */
  enum Holds {
    TEXT,
    BOOL,
    NUMBER,
    DATE,
    OBJECT,
    ARRAY,
    ANY,
    READ
  }

  /** All of them, by their names in lower case, as they stand in addresses. */
  static Map<String, EntityType> all() {
    try (InputStream in = EntityType.class.getResourceAsStream("entities.json")) {
      var all = new LinkedHashMap<String, EntityType>();
      Json.MAPPER
          .readTree(in)
          .forEachEntry((name, node) -> all.put(name.toLowerCase(Locale.ROOT), of(name, node)));
      return all;
    } catch (IOException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static EntityType of(String name, JsonNode node) {
    var fields = new LinkedHashMap<String, Holds>();
    node.path("fields")
        .valueStream()
        .map(each -> each.asString().split(":"))
        .forEach(pair -> fields.put(pair[0], Holds.valueOf(pair[1].toUpperCase(Locale.ROOT))));
    return new EntityType(
        name,
        Kind.valueOf(node.path("kind").asString().toUpperCase(Locale.ROOT)),
        node.path("required").valueStream().map(JsonNode::asString).toList(),
        node.path("text").asInt(),
        fields);
  }

  boolean isName() {
    return kind == Kind.NAME;
  }

  /** The field whose value no other object may have. */
  Optional<String> uniqueName() {
    return switch (name) {
      case "Customer", "Vendor" -> Optional.of("DisplayName");
      case "Item", "Account" -> Optional.of("Name");
      default -> Optional.empty();
    };
  }

  /** Objects of one group share their names: a customer and a vendor cannot have the same. */
  String nameGroup() {
    return PEOPLE.contains(name) ? "people:" : name + ":";
  }
}
