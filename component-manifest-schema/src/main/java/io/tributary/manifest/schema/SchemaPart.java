package io.tributary.manifest.schema;

import io.tributary.manifest.document.Pointers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One object schema inside a schema, and where it leads.
 *
 * <p>{@code inPlace} parts judge the same value as this one; {@code below} parts judge a member or
 * item of it. The difference decides whether a reference back is recursion or an endless loop.
 */
final class SchemaPart {
  final ObjectNode node;
  final List<SchemaPart> inPlace = new ArrayList<>();
  final List<SchemaPart> below = new ArrayList<>();
  private final @Nullable SchemaPart parent;
  private final List<String> path;

  SchemaPart(ObjectNode node, @Nullable SchemaPart parent, List<String> path) {
    this.node = node;
    this.parent = parent;
    this.path = path;
  }

  /** Worked out on demand: a deep schema with long names would otherwise hold them many times. */
  String pointer() {
    String pointer = parent == null ? "" : parent.pointer();
    for (var token : path) {
      pointer = Pointers.append(pointer, token);
    }
    return pointer;
  }

  String pointer(String keyword) {
    return Pointers.append(pointer(), keyword);
  }
}
