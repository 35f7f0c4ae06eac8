package io.tributary.runtime.masking;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hides what a JSON Schema (2020-12 and the drafts before) calls {@code "writeOnly": true} or
 * {@code "format": "password"}. Where a schema leaves open which part it speaks of, more is hidden
 * rather than less: every branch of {@code oneOf} counts, a pattern of names is not tried, what a
 * reference out of the document describes is hidden whole, and so is a large body that is described
 * to hold something secret: it is not read here. No format or pattern of a stranger's schema is
 * ever run.
 */
final class SchemaHiding implements Mask.Hiding {
  /** Of steps down schema and body together: a schema that refers to itself has no end. */
  private static final int MOST_STEPS = 200_000;

  private static final int DEEPEST = 256;
  private static final List<String> BESIDE_BODY = List.of("method", "path", "query", "headers");
  private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef", "$recursiveRef");
  private static final List<String> ALL_OF = List.of("allOf", "anyOf", "oneOf");
  private static final List<String> APPLIED = List.of("if", "then", "else", "not");
  private static final List<String> OF_OTHERS =
      List.of("additionalProperties", "unevaluatedProperties");
  private static final List<String> OF_ITEMS =
      List.of("items", "additionalItems", "unevaluatedItems", "contains");

  private final JsonNode root;

  SchemaHiding(JsonNode root) {
    this.root = root;
  }

  /** Whether the schema says of anything that it is secret. */
  static boolean hidesAnything(JsonNode schema) {
    return isSecret(schema) || schema.valueStream().anyMatch(SchemaHiding::hidesAnything);
  }

  /**
   * Whether a part of a request's body may be secret, where this describes what a webhook's trigger
   * gives. Not where only what stands beside {@code body} is.
   */
  boolean concernsBody() {
    if (!root.path("properties").has("body")) {
      return true;
    }
    var rest = root.deepCopy();
    if (rest.path("properties") instanceof ObjectNode properties) {
      properties.remove(BESIDE_BODY);
    }
    return hidesAnything(rest);
  }

  /** What it says of the document that stands in a property's text. */
  Optional<SchemaHiding> within(String property) {
    var schema = root.path("properties").path(property).path("contentSchema");
    return hidesAnything(schema) ? Optional.of(new SchemaHiding(schema)) : Optional.empty();
  }

  /** Names of properties that are secret, wherever in the schema they stand; in lower case. */
  Set<String> secretNames() {
    var names = new HashSet<String>();
    addNames(root, names);
    return names;
  }

  private void addNames(JsonNode schema, Set<String> names) {
    for (var property : schema.path("properties").properties()) {
      if (isSecret(property.getValue()) || isSecret(referred(property.getValue()))) {
        names.add(property.getKey().toLowerCase(Locale.ROOT));
      }
    }
    schema.valueStream().forEach(part -> addNames(part, names));
  }

  private JsonNode referred(JsonNode schema) {
    var target = schema.has("$ref") ? target(schema.path("$ref").asString("")) : null;
    return target == null ? MissingNode.getInstance() : target;
  }

  @Override
  public JsonNode hide(JsonNode body) {
    try {
      return new Walk().hide(root, body, 0);
    } catch (Endless tooMuch) {
      return Mask.hidden();
    }
  }

  /** A document within a text is not read here. */
  private static boolean isSecretWithin(JsonNode schema, JsonNode body) {
    return body.isString() && hidesAnything(schema.path("contentSchema"));
  }

  private static boolean isSecret(JsonNode schema) {
    return schema.path("writeOnly").asBoolean(false)
        || schema.path("format").asString("").equals("password");
  }

  /** Of one body. */
  private final class Walk {
    private int steps;

    JsonNode hide(JsonNode schema, JsonNode body, int depth) {
      if (!schema.isObject()) {
        return body;
      }
      if (++steps > MOST_STEPS || depth > DEEPEST) {
        throw new Endless();
      }
      if (isSecret(schema) || isSecretWithin(schema, body)) {
        return body.isNull() ? body : Mask.hidden();
      }
      if (LargeBodyNode.is(body) && speaksOfSecrets(schema, new HashSet<>(), depth)) {
        return Mask.hidden();
      }
      var shown = applied(schema, body, depth);
      if (shown instanceof ObjectNode object) {
        return properties(schema, object, depth);
      }
      return shown instanceof ArrayNode array ? items(schema, array, depth) : shown;
    }

    /** Also where it refers to who does. */
    private boolean speaksOfSecrets(JsonNode schema, Set<String> followed, int depth) {
      if (++steps > MOST_STEPS || depth > DEEPEST) {
        throw new Endless();
      }
      if (isSecret(schema)) {
        return true;
      }
      for (var name : REFERENCES) {
        var reference = schema.path(name).asString("");
        if (!reference.isEmpty() && followed.add(reference)) {
          var target = target(reference);
          if (target == null || speaksOfSecrets(target, followed, depth + 1)) {
            return true;
          }
        }
      }
      return schema.valueStream().anyMatch(part -> speaksOfSecrets(part, followed, depth + 1));
    }

    /** Schemas beside this one that speak of the same value. */
    private JsonNode applied(JsonNode schema, JsonNode body, int depth) {
      var shown = body;
      for (var reference : REFERENCES) {
        if (schema.has(reference)) {
          var target = target(schema.path(reference).asString(""));
          shown = target == null ? Mask.hidden() : hide(target, shown, depth + 1);
        }
      }
      for (var name : ALL_OF) {
        for (var branch : schema.path(name)) {
          shown = hide(branch, shown, depth + 1);
        }
      }
      for (var name : APPLIED) {
        shown = hide(schema.path(name), shown, depth + 1);
      }
      for (var name : List.of("dependentSchemas", "dependencies")) {
        for (var dependent : schema.path(name)) {
          shown = hide(dependent, shown, depth + 1);
        }
      }
      return shown;
    }

    private JsonNode properties(JsonNode schema, ObjectNode body, int depth) {
      var named = schema.path("properties");
      var shown = body.objectNode();
      boolean changed = false;
      for (var entry : body.properties()) {
        var before = entry.getValue();
        var after = hide(named.path(entry.getKey()), before, depth + 1);
        if (!named.has(entry.getKey())) {
          for (var pattern : schema.path("patternProperties")) {
            after = hide(pattern, after, depth + 1);
          }
          for (var others : OF_OTHERS) {
            after = hide(schema.path(others), after, depth + 1);
          }
        }
        shown.set(entry.getKey(), after);
        changed |= !after.equals(before);
      }
      return changed ? shown : body;
    }

    private JsonNode items(JsonNode schema, ArrayNode body, int depth) {
      var shown = body.arrayNode(body.size());
      boolean changed = false;
      for (int i = 0; i < body.size(); i++) {
        var after = hide(schema.path("prefixItems").path(i), body.get(i), depth + 1);
        for (var name : OF_ITEMS) {
          var items = schema.path(name);
          after = hide(items.isArray() ? items.path(i) : items, after, depth + 1);
        }
        shown.add(after);
        changed |= !after.equals(body.get(i));
      }
      return changed ? shown : body;
    }
  }

  private @Nullable JsonNode target(String reference) {
    if (!reference.startsWith("#")) {
      return null;
    }
    try {
      var pointer = URLDecoder.decode(reference.substring(1), StandardCharsets.UTF_8);
      var target = root.at(JsonPointer.compile(pointer));
      return target.isMissingNode() ? null : target;
    } catch (IllegalArgumentException noPointer) {
      return null;
    }
  }

  /** Without a trace: it only ends the walk. */
  private static final class Endless extends RuntimeException {
    private static final long serialVersionUID = 1;

    Endless() {
      super("the schema refers to itself without end", null, false, false);
    }
  }
}
