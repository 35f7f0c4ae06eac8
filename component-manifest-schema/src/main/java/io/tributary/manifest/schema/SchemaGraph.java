package io.tributary.manifest.schema;

import io.tributary.manifest.document.Pointers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The parts of one schema joined by keywords and references; built once, without recursion. */
final class SchemaGraph {
  /** How many parts a schema may have once its references are written out. */
  static final int MOST_EXPANDED = 10_000;

  private static final int MOST_PROBLEMS = 500;
  private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

  private final JsonNode root;
  private final IdentityHashMap<JsonNode, SchemaPart> parts = new IdentityHashMap<>();
  private final List<SchemaPart> inOrder = new ArrayList<>();
  private final Map<String, SchemaPart> anchors = new HashMap<>();
  private final ArrayDeque<SchemaPart> unread = new ArrayDeque<>();
  private final List<SchemaProblem> problems = new ArrayList<>();

  private SchemaGraph(JsonNode root) {
    this.root = root;
  }

  static SchemaGraph of(JsonNode root) {
    var graph = new SchemaGraph(root);
    graph.part(root, null, List.of());
    graph.readParts();
    graph.joinReferences();
    return graph;
  }

  List<SchemaPart> parts() {
    return inOrder;
  }

  List<SchemaProblem> problems() {
    return problems;
  }

  void problem(SchemaProblem.Kind kind, String pointer, String detail) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new SchemaProblem(kind, pointer, detail));
    }
  }

  private void readParts() {
    while (!unread.isEmpty()) {
      read(unread.removeFirst());
    }
  }

  private void read(SchemaPart part) {
    for (var property : part.node.properties()) {
      keyword(part, property.getKey(), property.getValue());
    }
  }

  private void keyword(SchemaPart part, String keyword, JsonNode value) {
    if (SchemaKeywords.MAPS_BELOW.contains(keyword)) {
      map(part, keyword, value, part.below);
    } else if (SchemaKeywords.MAPS_IN_PLACE.contains(keyword)) {
      map(part, keyword, value, part.inPlace);
    } else if (SchemaKeywords.MAPS_OF_DEFINITIONS.contains(keyword)) {
      map(part, keyword, value, new ArrayList<>());
    } else if (SchemaKeywords.LISTS_IN_PLACE.contains(keyword)) {
      list(part, keyword, value, part.inPlace);
    } else if (SchemaKeywords.IN_PLACE.contains(keyword)) {
      join(part, List.of(keyword), value, part.inPlace);
    } else if (SchemaKeywords.BELOW.contains(keyword)) {
      join(part, List.of(keyword), value, part.below);
    } else if (SchemaKeywords.BELOW_OR_LIST.contains(keyword)) {
      if (value.isArray()) {
        list(part, keyword, value, part.below);
      } else {
        join(part, List.of(keyword), value, part.below);
      }
    } else {
      word(part, keyword, value);
    }
  }

  private void word(SchemaPart part, String keyword, JsonNode value) {
    switch (keyword) {
      case "$schema" -> dialect(part, value);
      case "$anchor", "$dynamicAnchor" -> anchors.put(value.asString(""), part);
      case "type" -> type(part, value);
      case "required" -> required(part, value);
      case "pattern" -> pattern(value.asString(""), part.pointer(keyword));
      default -> {
        // Annotations and limits hold no schema and cost nothing.
      }
    }
  }

  private void map(SchemaPart part, String keyword, JsonNode value, List<SchemaPart> to) {
    if (!value.isObject()) {
      problem(SchemaProblem.Kind.NOT_A_SCHEMA, part.pointer(keyword), keyword);
      return;
    }
    for (var entry : value.properties()) {
      if (keyword.equals("patternProperties")) {
        pattern(entry.getKey(), Pointers.append(part.pointer(keyword), entry.getKey()));
      }
      join(part, List.of(keyword, entry.getKey()), entry.getValue(), to);
    }
  }

  private void list(SchemaPart part, String keyword, JsonNode value, List<SchemaPart> to) {
    if (!value.isArray()) {
      problem(SchemaProblem.Kind.NOT_A_SCHEMA, part.pointer(keyword), keyword);
      return;
    }
    for (int i = 0; i < value.size(); i++) {
      join(part, List.of(keyword, Integer.toString(i)), value.get(i), to);
    }
  }

  private void join(SchemaPart from, List<String> path, JsonNode value, List<SchemaPart> to) {
    part(value, from, path).ifPresent(to::add);
  }

  private Optional<SchemaPart> part(JsonNode node, @Nullable SchemaPart parent, List<String> path) {
    if (node.isBoolean()) {
      return Optional.empty();
    }
    if (!(node instanceof ObjectNode object)) {
      var nowhere = new SchemaPart(NOTHING, parent, path);
      problem(SchemaProblem.Kind.NOT_A_SCHEMA, nowhere.pointer(), "");
      return Optional.empty();
    }
    var known = parts.get(object);
    if (known != null) {
      return Optional.of(known);
    }
    var part = new SchemaPart(object, parent, path);
    parts.put(object, part);
    inOrder.add(part);
    unread.add(part);
    return Optional.of(part);
  }

  private void joinReferences() {
    // By index: a reference may lead to a part that no keyword leads to, which then joins the list.
    for (int i = 0; i < inOrder.size(); i++) {
      var part = inOrder.get(i);
      for (var keyword : SchemaKeywords.REFERENCES) {
        if (part.node.has(keyword)) {
          reference(part, keyword, part.node.path(keyword));
        }
      }
    }
  }

  private void reference(SchemaPart part, String keyword, JsonNode value) {
    if (!value.isString()) {
      problem(SchemaProblem.Kind.NOT_A_SCHEMA, part.pointer(keyword), keyword);
      return;
    }
    String reference = value.stringValue();
    if (!reference.startsWith("#")) {
      problem(SchemaProblem.Kind.REFERENCE_OUTSIDE, part.pointer(keyword), reference);
      return;
    }
    var target = target(reference.substring(1));
    if (target.isEmpty()) {
      problem(SchemaProblem.Kind.REFERENCE_TO_NOTHING, part.pointer(keyword), reference);
      return;
    }
    if (target.get().isBoolean()) {
      return;
    }
    part(target.get(), null, Pointers.tokens(decoded(reference.substring(1))))
        .ifPresent(part.inPlace::add);
    readParts();
  }

  private Optional<JsonNode> target(String fragment) {
    if (fragment.isEmpty()) {
      return Optional.of(root);
    }
    if (!fragment.startsWith("/")) {
      return Optional.ofNullable(anchors.get(fragment)).map(anchored -> anchored.node);
    }
    JsonNode found = root;
    for (var token : Pointers.tokens(decoded(fragment))) {
      found =
          found.isArray() && token.matches("[0-9]{1,6}")
              ? found.path(Integer.parseInt(token))
              : found.path(token);
    }
    return found.isObject() || found.isBoolean() ? Optional.of(found) : Optional.empty();
  }

  private static String decoded(String fragment) {
    try {
      return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A lone percent sign: then it means itself.
      return fragment;
    }
  }

  private void dialect(SchemaPart part, JsonNode value) {
    String dialect = value.asString("").replaceFirst("^https?://", "").replaceFirst("#$", "");
    if (!SchemaKeywords.DIALECTS.contains(dialect)) {
      problem(SchemaProblem.Kind.UNKNOWN_DIALECT, part.pointer("$schema"), value.asString(dialect));
    }
  }

  private void type(SchemaPart part, JsonNode value) {
    if (value.isArray()) {
      value.forEach(item -> typeWord(part, item));
    } else {
      typeWord(part, value);
    }
  }

  private void typeWord(SchemaPart part, JsonNode word) {
    if (!word.isString()) {
      problem(SchemaProblem.Kind.NOT_A_SCHEMA, part.pointer("type"), "type");
    } else if (!SchemaKeywords.TYPES.contains(word.stringValue())) {
      problem(SchemaProblem.Kind.UNKNOWN_TYPE, part.pointer("type"), word.stringValue());
    }
  }

  private void required(SchemaPart part, JsonNode value) {
    if (value.isBoolean()) {
      problem(SchemaProblem.Kind.DRAFT3_REQUIRED, part.pointer("required"), "");
    } else if (!value.isArray()) {
      problem(SchemaProblem.Kind.NOT_A_SCHEMA, part.pointer("required"), "required");
    }
  }

  private void pattern(String pattern, String pointer) {
    if (!LinearPatterns.isLinear(pattern)) {
      problem(SchemaProblem.Kind.PATTERN_NOT_LINEAR, pointer, pattern);
    }
  }
}
