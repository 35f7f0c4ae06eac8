package io.tributary.demo.salesforce;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A kind of record, such as Account. */
record ObjectType(
    String name,
    String label,
    String plural,
    String prefix,
    boolean writable,
    Map<String, Field> byName) {

  static ObjectType of(String name, JsonNode node, Collection<JsonNode> common) {
    var fields = new LinkedHashMap<String, Field>();
    var all = new ArrayList<JsonNode>(common);
    node.path("fields").forEach(all::add);
    for (var each : all) {
      var field = Field.of(each);
      fields.put(field.name().toLowerCase(Locale.ROOT), field);
    }
    return new ObjectType(
        name,
        node.path("label").asString(name),
        node.path("plural").asString(name + "s"),
        node.path("keyPrefix").asString(),
        node.path("writable").asBoolean(true),
        fields);
  }

  List<Field> fields() {
    return List.copyOf(byName.values());
  }

  /** Names are told apart without regard to case. */
  Optional<Field> field(String name) {
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The reference whose record a query reaches under this name. */
  Optional<Field> relationship(String name) {
    return byName.values().stream()
        .filter(field -> !field.relationship().isEmpty())
        .filter(field -> field.relationship().equalsIgnoreCase(name))
        .findFirst();
  }

  /** The line about it in the list of all objects. */
  ObjectNode summary(String version) {
    var path = "/services/data/" + version + "/sobjects/" + name;
    var node =
        Json.object()
            .put("name", name)
            .put("label", label)
            .put("labelPlural", plural)
            .put("keyPrefix", prefix)
            .put("custom", name.endsWith("__c"))
            .put("customSetting", false)
            .put("deprecatedAndHidden", false)
            .put("createable", writable)
            .put("updateable", writable)
            .put("deletable", writable)
            .put("undeletable", writable)
            .put("queryable", true)
            .put("retrieveable", true)
            .put("replicateable", true)
            .put("searchable", true)
            .put("triggerable", writable)
            .put("layoutable", true)
            .put("mergeable", false)
            .put("activateable", false)
            .put("feedEnabled", false)
            .put("hasSubtypes", false)
            .put("isSubtype", false);
    node.putObject("urls")
        .put("sobject", path)
        .put("describe", path + "/describe")
        .put("rowTemplate", path + "/{ID}");
    return node;
  }

  ObjectNode described(String version, ArrayNode children) {
    var node = summary(version);
    node.set("childRelationships", children);
    node.putArray("recordTypeInfos");
    var fields = node.putArray("fields");
    byName.values().forEach(field -> fields.add(field.described()));
    return node;
  }
}
