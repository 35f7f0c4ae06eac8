package io.tributary.demo.salesforce;

import io.tributary.demo.salesforce.Soql.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows references from a record to its parents' fields. */
final class SoqlPaths {
  private static final int DEEPEST = 6;

  /** A field, and the references on the way to it. */
  record Reached(Org org, List<Field> way, Field field) {
    /** Null where the field has no value, or a record on the way is missing. */
    Object value(Row row) {
      var at = Optional.of(row);
      for (var reference : way) {
        at = at.flatMap(each -> parent(org, each, reference));
      }
      return at.map(each -> each.get(field)).orElse(null);
    }
  }

  private final Org org;
  private final String source;

  SoqlPaths(Org org, String source) {
    this.org = org;
    this.source = source;
  }

  Reached reach(ObjectType type, Item.Path path) {
    var names = new ArrayList<>(path.names());
    if (names.size() > 1
        && names.getFirst().equalsIgnoreCase(type.name())
        && type.relationship(names.getFirst()).isEmpty()) {
      names.removeFirst();
    }
    var way = new ArrayList<Field>();
    var at = type;
    for (var name : names.subList(0, names.size() - 1)) {
      var here = at;
      var reference =
          at.relationship(name)
              .orElseThrow(
                  () ->
                      broken(
                          path,
                          "Didn't understand relationship '%s' in field path of %s"
                              .formatted(name, here.name())));
      way.add(reference);
      at = org.schema().find(reference.referenceTo()).orElseThrow();
    }
    var last = at;
    if (way.size() >= DEEPEST) {
      throw broken(path, "too many relationships in one path");
    }
    var field =
        at.field(names.getLast())
            .orElseThrow(
                () ->
                    broken(
                        path,
                        "No such column '%s' on entity '%s'"
                            .formatted(names.getLast(), last.name())));
    return new Reached(org, List.copyOf(way), field);
  }

  static Optional<Row> parent(Org org, Row row, Field reference) {
    var target = org.schema().find(reference.referenceTo()).orElseThrow();
    return row.get(reference) instanceof String id ? org.table(target).find(id) : Optional.empty();
  }

  private Problem broken(Item.Path path, String what) {
    return Problem.invalidField(SoqlTokens.placed(source, path.position(), what));
  }
}
