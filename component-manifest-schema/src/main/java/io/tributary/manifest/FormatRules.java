package io.tributary.manifest;

import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpressionFactory;
import io.tributary.manifest.document.Pointers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds a manifest against the published schema and says each violation in a person's words.
 *
 * <p>Only this schema is ever evaluated, never a stranger's; its loader blocks every address, so a
 * reference could not open anything even by mistake.
 */
final class FormatRules {
  /** The schema's place in this module and in the registry. */
  static final String RESOURCE = "/schemas/component-manifest/v1.json";

  private static final RegularExpressionFactory LINEAR =
      pattern -> {
        var compiled = Pattern.compile(pattern);
        return text -> compiled.matcher(text).find();
      };

  private final JsonNode schemaTree;
  private final Schema schema;

  FormatRules() {
    schemaTree = JsonMapper.shared().readTree(schemaBytes());
    schema =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                registry ->
                    registry
                        .schemaLoader(loader -> loader.block(_ -> true))
                        .schemaRegistryConfig(
                            SchemaRegistryConfig.builder()
                                .regularExpressionFactory(LINEAR)
                                .build()))
            .getSchema(withoutRanges(schemaTree.deepCopy()));
    schema.initializeValidators();
  }

  static byte[] schemaBytes() {
    try (var stream = FormatRules.class.getResourceAsStream(RESOURCE)) {
      return Objects.requireNonNull(stream, RESOURCE).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the manifest schema is missing from this module", e);
    }
  }

  /**
   * The evaluated copy has no {@code minimum} and {@code maximum}: against a whole number the
   * validator converts what it reads to a {@code long} and throws for 1e308. {@link NeedRules}
   * judges ranges.
   */
  private static JsonNode withoutRanges(JsonNode schema) {
    for (var limited : schema.findParents("minimum")) {
      ((ObjectNode) limited).remove(List.of("minimum", "maximum"));
    }
    return schema;
  }

  void check(JsonNode manifest, FindingLog log) {
    for (var error : schema.validate(manifest)) {
      if (!judgedElsewhere(error)) {
        report(error, log);
      }
    }
  }

  /** Values and names with a grammar of their own get a better message from their own rules. */
  private static boolean judgedElsewhere(Error error) {
    String location = error.getSchemaLocation().getFragment().toString();
    return location.contains("/anyOf")
        || location.contains("/propertyNames")
        || error.getKeyword().equals("pattern");
  }

  private void report(Error error, FindingLog log) {
    if (log.full() && error.getKeyword().equals("additionalProperties")) {
      // Looking for the word that was meant costs too much for a finding that nobody will
      // see; what fills the log here weighs at least as much.
      return;
    }
    String pointer = error.getInstanceLocation().toString();
    switch (error.getKeyword()) {
      case "type" -> wrongType(error, pointer, log);
      case "additionalProperties" -> unknownProperty(error, pointer, log);
      case "required" -> missing(error, pointer, log);
      case "enum" -> notOneOf(error, pointer, log);
      default ->
          log.atValue(
              FindingCode.WRONG_SHAPE,
              log.byFormat(),
              pointer,
              shape(error, pointer),
              limit(error));
    }
  }

  private void wrongType(Error error, String pointer, FindingLog log) {
    log.atValue(
        FindingCode.WRONG_TYPE,
        Severity.ERROR,
        pointer,
        named(pointer) + " is " + kind(error.getInstanceNode()) + ".",
        "Write " + wanted(error.getSchemaNode()) + ".");
  }

  private void unknownProperty(Error error, String pointer, FindingLog log) {
    String property = error.getProperty();
    var known = knownBeside(error);
    log.atName(
        FindingCode.UNKNOWN_PROPERTY,
        log.byFormat(),
        Pointers.append(pointer, property),
        Quoted.of(property) + " is not a known property.",
        Suggestions.advice(property, known, "Remove it."));
  }

  private Set<String> knownBeside(Error error) {
    JsonNode parent = schemaTree;
    var tokens = Pointers.tokens(error.getSchemaLocation().getFragment().toString());
    for (var token : tokens.subList(0, Math.max(0, tokens.size() - 1))) {
      parent = parent.path(token);
    }
    return Set.copyOf(parent.path("properties").propertyNames());
  }

  private static void missing(Error error, String pointer, FindingLog log) {
    String property = error.getProperty();
    if (property.equals("main")) {
      log.atName(
          FindingCode.NO_MAIN,
          Severity.ERROR,
          pointer,
          named(pointer) + " does not say what runs it.",
          "Add \"main\": the Java class, or the path of the Node module.");
      return;
    }
    log.atName(
        FindingCode.MISSING_PROPERTY,
        severityOfMissing(property, pointer, log),
        pointer,
        Quoted.of(property) + " is missing.",
        "Add \"" + property + "\"" + example(property) + ".");
  }

  /**
   * Without them the original format's components still run; without a rate's parts no limit does.
   */
  private static Severity severityOfMissing(String property, String pointer, FindingLog log) {
    if (pointer.startsWith("/limits")) {
      return Severity.ERROR;
    }
    return property.equals("version") && !log.strict() ? Severity.TASK : log.byFormat();
  }

  private static String example(String property) {
    return switch (property) {
      case "version" -> ", for example \"1.0.0\"";
      case "title" -> ": its name as people read it";
      case "description" -> ": what it does, in a sentence or two";
      case "per" -> ", for example \"1s\"";
      default -> "";
    };
  }

  private static void notOneOf(Error error, String pointer, FindingLog log) {
    var known = error.getSchemaNode().valueStream().map(JsonNode::stringValue).toList();
    JsonNode found = error.getInstanceNode();
    String advice =
        found.isString()
            ? Suggestions.advice(found.stringValue(), known, "")
            : "Write one of " + Suggestions.list(known) + ".";
    log.atValue(
        found.isString() ? FindingCode.NOT_ONE_OF : FindingCode.WRONG_TYPE,
        Severity.ERROR,
        pointer,
        named(pointer) + " cannot be " + shown(found) + ".",
        advice);
  }

  private static String shown(JsonNode node) {
    return node.isString() ? Quoted.of(node.stringValue()) : kind(node);
  }

  private static String shape(Error error, String pointer) {
    return switch (error.getKeyword()) {
      case "minLength" -> named(pointer) + " is empty.";
      case "maxLength" -> named(pointer) + " is too long.";
      case "maxItems" -> named(pointer) + " has too many entries.";
      default -> named(pointer) + " breaks the rule \"" + error.getKeyword() + "\".";
    };
  }

  private static String limit(Error error) {
    String limit = error.getSchemaNode().toString();
    return switch (error.getKeyword()) {
      case "minLength" -> "Write something, or leave it out.";
      case "maxLength" -> "Use at most " + limit + " characters.";
      case "maxItems" -> "Use at most " + limit + ".";
      default -> "See docs/manifest.md.";
    };
  }

  private static String named(String pointer) {
    var tokens = Pointers.tokens(pointer);
    return tokens.isEmpty() ? "The manifest" : Quoted.of(tokens.getLast());
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      default -> "null";
    };
  }

  private static String wanted(JsonNode type) {
    List<String> types =
        type.isArray()
            ? type.valueStream().map(JsonNode::stringValue).toList()
            : List.of(type.asString(""));
    return String.join(" or ", types.stream().map(FormatRules::article).toList());
  }

  private static String article(String type) {
    return switch (type) {
      case "object" -> "an object {…}";
      case "array" -> "a list […]";
      case "string" -> "a text \"…\"";
      case "boolean" -> "true or false";
      case "integer" -> "a whole number";
      default -> "a " + type;
    };
  }
}
