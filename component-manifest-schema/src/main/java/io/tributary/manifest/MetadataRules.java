package io.tributary.manifest;

import io.tributary.manifest.document.Located;
import io.tributary.manifest.document.Pointers;
import io.tributary.manifest.schema.SchemaCheck;
import io.tributary.manifest.schema.SchemaProblem;
import java.util.List;
import java.util.Map;

/** Looks over the schemas that stand inside a manifest. */
final class MetadataRules {
  private MetadataRules() {}

  static void check(Located root, FindingLog log) {
    for (var kind : OperationKind.values()) {
      var operations = root.member(kind.property()).map(Located::members).orElse(Map.of());
      operations.forEach(
          (name, operation) ->
              operation
                  .member("metadata")
                  .ifPresent(
                      metadata ->
                          schemas(
                              metadata,
                              Pointers.append("/" + kind.property(), name) + "/metadata",
                              log)));
    }
  }

  private static void schemas(Located metadata, String pointer, FindingLog log) {
    for (var side : List.of("in", "out")) {
      metadata
          .member(side)
          .filter(schema -> schema.node().isObject())
          .ifPresent(schema -> schema(schema, pointer + "/" + side, log));
    }
  }

  static void schema(Located schema, String pointer, FindingLog log) {
    for (var problem : SchemaCheck.check(schema.node())) {
      log.atValue(
          code(problem.kind()),
          severity(problem.kind(), log),
          pointer + problem.pointer(),
          message(problem),
          advice(problem.kind()));
    }
  }

  private static FindingCode code(SchemaProblem.Kind kind) {
    return switch (kind) {
      case DRAFT3_REQUIRED -> FindingCode.DRAFT3_REQUIRED;
      case UNKNOWN_TYPE -> FindingCode.UNKNOWN_SCHEMA_TYPE;
      case REFERENCE_OUTSIDE -> FindingCode.REFERENCE_OUTSIDE;
      case REFERENCE_TO_NOTHING -> FindingCode.REFERENCE_TO_NOTHING;
      case TOO_BIG -> FindingCode.SCHEMA_TOO_BIG;
      case ENDLESS -> FindingCode.SCHEMA_ENDLESS;
      case PATTERN_NOT_LINEAR -> FindingCode.PATTERN_NOT_LINEAR;
      case NOT_A_SCHEMA -> FindingCode.NOT_A_SCHEMA;
      case UNKNOWN_DIALECT -> FindingCode.UNKNOWN_DIALECT;
    };
  }

  /** What could open or exhaust something is refused in both formats; the rest goes by format. */
  private static Severity severity(SchemaProblem.Kind kind, FindingLog log) {
    return switch (kind) {
      case REFERENCE_OUTSIDE, TOO_BIG, ENDLESS, NOT_A_SCHEMA, UNKNOWN_DIALECT -> Severity.ERROR;
      case DRAFT3_REQUIRED, UNKNOWN_TYPE, REFERENCE_TO_NOTHING, PATTERN_NOT_LINEAR ->
          log.byFormat();
    };
  }

  private static String message(SchemaProblem problem) {
    return switch (problem.kind()) {
      case DRAFT3_REQUIRED -> "\"required\" as a flag is of JSON Schema draft 3.";
      case UNKNOWN_TYPE -> Quoted.of(problem.detail()) + " is not a type of JSON Schema.";
      case REFERENCE_OUTSIDE ->
          Quoted.of(problem.detail()) + " refers outside this schema; nothing is ever loaded.";
      case REFERENCE_TO_NOTHING -> "There is nothing at " + Quoted.of(problem.detail()) + ".";
      case TOO_BIG -> "Written out, this schema has more than " + problem.detail() + " parts.";
      case ENDLESS -> "This schema refers to itself without end.";
      case PATTERN_NOT_LINEAR -> Quoted.of(problem.detail()) + " cannot be matched in linear time.";
      case NOT_A_SCHEMA -> "This is not a JSON Schema.";
      case UNKNOWN_DIALECT -> Quoted.of(problem.detail()) + " is not a dialect of JSON Schema.";
    };
  }

  private static String advice(SchemaProblem.Kind kind) {
    return switch (kind) {
      case DRAFT3_REQUIRED -> "List the names in \"required\": [...] of the object around it.";
      case UNKNOWN_TYPE -> "Use object, array, string, number, integer, boolean or null.";
      case REFERENCE_OUTSIDE -> "Copy the part into \"$defs\" and refer to \"#/$defs/name\".";
      case REFERENCE_TO_NOTHING -> "Correct the path, or add the part to \"$defs\".";
      case TOO_BIG -> "Refer to fewer parts from each other.";
      case ENDLESS -> "Refer back only from inside \"properties\" or \"items\".";
      case PATTERN_NOT_LINEAR -> "Write it without back-references and look-around (RE2 syntax).";
      case NOT_A_SCHEMA -> "Write an object such as {\"type\":\"string\"}.";
      case UNKNOWN_DIALECT ->
          "Leave \"$schema\" out, or name https://json-schema.org/draft/2020-12/schema.";
    };
  }
}
