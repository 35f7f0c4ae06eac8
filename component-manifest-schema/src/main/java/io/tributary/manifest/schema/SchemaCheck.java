package io.tributary.manifest.schema;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Looks a stranger's schema over in linear time; opens nothing, evaluates nothing. */
public final class SchemaCheck {
  private SchemaCheck() {}

  /** Every problem of a schema; none for one that is safe to evaluate and to show as a form. */
  public static List<SchemaProblem> check(JsonNode schema) {
    var graph = SchemaGraph.of(schema);
    if (graph.parts().isEmpty()) {
      return List.copyOf(graph.problems());
    }
    var root = graph.parts().getFirst();
    SchemaCost.endless(graph.parts())
        .ifPresent(
            part -> graph.problem(SchemaProblem.Kind.ENDLESS, part.pointer(), part.pointer()));
    if (SchemaCost.expanded(root) > SchemaGraph.MOST_EXPANDED) {
      graph.problem(SchemaProblem.Kind.TOO_BIG, "", Integer.toString(SchemaGraph.MOST_EXPANDED));
    }
    return List.copyOf(graph.problems());
  }
}
