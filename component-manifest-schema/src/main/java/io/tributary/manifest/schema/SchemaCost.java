package io.tributary.manifest.schema;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What a schema would cost to evaluate, without evaluating it.
 *
 * <p>A few lines such as {@code d1={allOf:[d0,d0]}} double the work with each line, and {@code
 * {"$ref":"#"}} never ends; both are seen in the graph.
 */
final class SchemaCost {
  private static final int DEEPEST = 500;

  private final IdentityHashMap<SchemaPart, Integer> expanded = new IdentityHashMap<>();

  private SchemaCost() {}

  /** A part that refers to itself while looking at the same value. */
  static Optional<SchemaPart> endless(List<SchemaPart> parts) {
    var arrows = new HashMap<SchemaPart, Integer>();
    parts.forEach(part -> part.inPlace.forEach(to -> arrows.merge(to, 1, Integer::sum)));
    var free = new ArrayDeque<SchemaPart>();
    parts.stream().filter(part -> !arrows.containsKey(part)).forEach(free::add);
    while (!free.isEmpty()) {
      for (var to : free.removeFirst().inPlace) {
        if (arrows.merge(to, -1, Integer::sum) == 0) {
          free.add(to);
        }
      }
    }
    return parts.stream().filter(part -> arrows.getOrDefault(part, 0) > 0).findFirst();
  }

  /** Parts of the schema once written out, recursion once; one more than the most if beyond. */
  static int expanded(SchemaPart root) {
    return new SchemaCost().expand(root, 0);
  }

  private int expand(SchemaPart part, int depth) {
    var known = expanded.get(part);
    if (known != null) {
      return known;
    }
    if (depth > DEEPEST) {
      return SchemaGraph.MOST_EXPANDED + 1;
    }
    // While it is being worked out it counts one: so recursion into members is counted once.
    expanded.put(part, 1);
    int sum = 1;
    for (var next : part.inPlace) {
      sum = capped(sum, expand(next, depth + 1));
    }
    for (var next : part.below) {
      sum = capped(sum, expand(next, depth + 1));
    }
    expanded.put(part, sum);
    return sum;
  }

  private static int capped(int sum, int more) {
    return Math.min(SchemaGraph.MOST_EXPANDED + 1, sum + more);
  }
}
