package io.tributary.demo.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;

/** All objects of the organization, as {@code objects.json} lists them. */
record Schema(Map<String, ObjectType> byName) {

  /** A way down from a record to others. */
  record Child(ObjectType type, Field reference) {}

  static Schema load() throws IOException {
    try (InputStream in = Schema.class.getResourceAsStream("objects.json")) {
      var tree = Json.MAPPER.readTree(in);
      var common = tree.path("common").valueStream().toList();
      var types = new LinkedHashMap<String, ObjectType>();
      for (var each : tree.path("objects").properties()) {
        types.put(
            each.getKey().toLowerCase(Locale.ROOT),
            ObjectType.of(each.getKey(), each.getValue(), common));
      }
      return new Schema(types);
    }
  }

  List<ObjectType> all() {
    return List.copyOf(byName.values());
  }

  Optional<ObjectType> find(String name) {
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The object a path names. */
  ObjectType inPath(String name) {
    return find(name).orElseThrow(Problem::notFound);
  }

  Optional<Child> child(ObjectType parent, String name) {
    return children(parent).stream()
        .filter(child -> child.reference().children().equalsIgnoreCase(name))
        .findFirst();
  }

  ArrayNode describedChildren(ObjectType parent) {
    var array = Json.array();
    for (var child : children(parent)) {
      array
          .addObject()
          .put("childSObject", child.type().name())
          .put("field", child.reference().name())
          .put("relationshipName", child.reference().children())
          .put("cascadeDelete", false)
          .put("deprecatedAndHidden", false)
          .put("restrictedDelete", false);
    }
    return array;
  }

  private List<Child> children(ObjectType parent) {
    return all().stream()
        .flatMap(type -> type.fields().stream().map(field -> new Child(type, field)))
        .filter(child -> child.reference().referenceTo().equals(parent.name()))
        .filter(child -> !child.reference().children().isEmpty())
        .toList();
  }
}
