package io.tributary.connectors.quickbooks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** JSON Schemas of entities, from their documented fields; others may come and go. */
final class EntitySchema {
  /** What the service itself keeps of each object. */
  private static final Map<String, Object> META =
      objectOf("Times", Map.of("CreateTime", text("Created"), "LastUpdatedTime", text("Changed")));

  private EntitySchema() {}

  /** Of an object that comes from the service. */
  static Map<String, Object> read(EntityKind kind) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("Id", text("Id"));
    properties.put("SyncToken", text("Version"));
    properties.put("MetaData", META);
    kind.fields().forEach(field -> properties.put(name(field), typeOf(field)));
    return schema(properties, List.of("Id"));
  }

  /** Of one that is to be made; {@code also} is required, too. */
  static Map<String, Object> create(EntityKind kind, List<String> also) {
    var required = new ArrayList<>(also);
    kind.fields().stream()
        .filter(field -> field.endsWith("!"))
        .map(EntitySchema::name)
        .filter(name -> !required.contains(name))
        .forEach(required::add);
    return schema(writable(kind), required);
  }

  /** Of a change: only the fields that are given change; null clears one. */
  static Map<String, Object> change(EntityKind kind) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("Id", text("Id"));
    properties.put("SyncToken", text("Version that the change is meant for; empty: the newest"));
    properties.putAll(writable(kind));
    return schema(properties, List.of("Id"));
  }

  private static Map<String, Object> writable(EntityKind kind) {
    return kind.fields().stream()
        .filter(field -> !field.endsWith(":read"))
        .collect(
            Collectors.toMap(
                EntitySchema::name, EntitySchema::typeOf, (one, _) -> one, LinkedHashMap::new));
  }

  private static String name(String field) {
    return field.substring(0, field.indexOf(':'));
  }

  private static Object typeOf(String field) {
    var name = name(field);
    return switch (field.substring(name.length() + 1).replace("!", "")) {
      case "bool" -> plain("boolean", name);
      case "number" -> plain("number", name);
      case "date" -> Map.of("type", "string", "format", "date", "title", name);
      case "ref" -> objectOf(name, Map.of("value", text("Id"), "name", text("Name")));
      case "email" -> objectOf(name, Map.of("Address", text("Address")));
      case "phone" -> objectOf(name, Map.of("FreeFormNumber", text("Number")));
      case "web" -> objectOf(name, Map.of("URI", text("Address")));
      case "memo" -> objectOf(name, Map.of("value", text("Text")));
      case "address" -> address(name);
      case "object" -> plain("object", name);
      case "list" -> Map.of("type", "array", "title", name, "items", plain("object", name));
      case "lines" -> lines(name);
      case "read" -> Map.of("title", name);
      default -> text(name);
    };
  }

  private static Map<String, Object> address(String title) {
    var properties =
        Stream.of("Line1", "Line2", "City", "CountrySubDivisionCode", "PostalCode", "Country")
            .collect(Collectors.toMap(name -> name, EntitySchema::text));
    return objectOf(title, properties);
  }

  private static Map<String, Object> lines(String title) {
    var line =
        Map.of(
            "type",
            "object",
            "properties",
            Map.of(
                "Id", text("Id"),
                "Description", text("Description"),
                "Amount", plain("number", "Amount"),
                "DetailType", text("Kind of detail, such as SalesItemLineDetail"),
                "SalesItemLineDetail", plain("object", "Sale of an item"),
                "AccountBasedExpenseLineDetail", plain("object", "Expense by account"),
                "ItemBasedExpenseLineDetail", plain("object", "Expense by item"),
                "JournalEntryLineDetail", plain("object", "Journal entry"),
                "LinkedTxn", Map.of("type", "array", "title", "Linked transactions")),
            "required",
            List.of("DetailType"));
    return Map.of("type", "array", "title", title, "items", line);
  }

  private static Map<String, Object> objectOf(String title, Map<String, ?> properties) {
    return Map.of("type", "object", "title", title, "properties", properties);
  }

  private static Map<String, Object> plain(String type, String title) {
    return Map.of("type", type, "title", title);
  }

  private static Map<String, Object> text(String title) {
    return plain("string", title);
  }

  private static Map<String, Object> schema(Map<String, Object> properties, List<String> required) {
    return Map.of("type", "object", "properties", properties, "required", required);
  }
}
