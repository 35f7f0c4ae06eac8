package io.tributary.manifest;

import io.tributary.manifest.document.Located;
import io.tributary.manifest.document.Pointers;
import java.util.Map;

/** What must hold for fields of steps and connections beyond the shape of the document. */
final class FieldRules {
  private FieldRules() {}

  static void check(Located root, FindingLog log) {
    root.member("fields").ifPresent(fields -> fields(fields.members(), "/fields", log));
    root.member("credentials")
        .flatMap(credentials -> credentials.member("fields"))
        .ifPresent(fields -> fields(fields.members(), "/credentials/fields", log));
    for (var kind : OperationKind.values()) {
      var operations = root.member(kind.property()).map(Located::members).orElse(Map.of());
      operations.forEach(
          (name, operation) ->
              operation
                  .member("fields")
                  .ifPresent(
                      fields ->
                          fields(
                              fields.members(),
                              Pointers.append("/" + kind.property(), name) + "/fields",
                              log)));
    }
  }

  private static void fields(Map<String, Located> fields, String pointer, FindingLog log) {
    fields.forEach(
        (name, field) -> {
          String at = Pointers.append(pointer, name);
          if (log.strict() && field.node().isObject() && !field.node().has("label")) {
            noLabel(name, at, log);
          }
          siblings(fields, field, at, log);
        });
  }

  private static void noLabel(String name, String pointer, FindingLog log) {
    log.atName(
        FindingCode.NO_LABEL,
        Severity.TASK,
        pointer,
        "Field " + Quoted.of(name) + " has no label.",
        "Add \"label\": what the form shows beside it.");
  }

  private static void siblings(
      Map<String, Located> fields, Located field, String pointer, FindingLog log) {
    var names = field.member("require").map(Located::items).orElse(java.util.List.of());
    for (int i = 0; i < names.size(); i++) {
      var name = names.get(i).node();
      if (name.isString() && !fields.containsKey(name.stringValue())) {
        log.atValue(
            FindingCode.UNKNOWN_SIBLING,
            log.byFormat(),
            pointer + "/require/" + i,
            "There is no field " + Quoted.of(name.stringValue()) + " beside this one.",
            Suggestions.advice(name.stringValue(), fields.keySet(), "Remove it."));
      }
    }
  }
}
