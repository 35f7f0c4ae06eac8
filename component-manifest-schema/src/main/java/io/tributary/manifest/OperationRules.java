package io.tributary.manifest;

import io.tributary.manifest.document.Located;
import io.tributary.manifest.document.Pointers;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What must hold for triggers and actions beyond the shape of the document. */
final class OperationRules {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
  private static final Pattern JAVA_CLASS =
      Pattern.compile("[A-Za-z_$][\\w$]*(?:\\.[A-Za-z_$][\\w$]*)*+");
  private static final Pattern NODE_MODULE =
      Pattern.compile("(?:\\./)?[\\w@.+-]+(?:/[\\w@.+-]+)*+");

  private OperationRules() {}

  static void check(Located root, FindingLog log) {
    boolean any = false;
    for (var kind : OperationKind.values()) {
      var operations = root.member(kind.property()).map(Located::members).orElse(Map.of());
      any |= !operations.isEmpty();
      operations.forEach((name, operation) -> operation(kind, name, operation, log));
    }
    if (!any) {
      log.atValue(
          FindingCode.NO_OPERATION,
          Severity.ERROR,
          "",
          "The component has no trigger and no action.",
          "Add one under \"triggers\" or \"actions\".");
    }
  }

  private static void operation(
      OperationKind kind, String name, Located operation, FindingLog log) {
    String pointer = Pointers.append("/" + kind.property(), name);
    if (!NAME.matcher(name).matches()) {
      log.atName(
          FindingCode.OPERATION_NAME,
          Severity.ERROR,
          pointer,
          Quoted.of(name) + " cannot be the name of " + kind.word() + ".",
          "Use 1 to 64 letters, digits, - and _, starting with a letter.");
    }
    main(operation, pointer, log);
    path(operation, "metadata/in", pointer, log);
    path(operation, "metadata/out", pointer, log);
    if (log.strict()) {
      outputSchema(kind, name, operation, pointer, log);
    }
  }

  private static void main(Located operation, String pointer, FindingLog log) {
    String main = operation.node().path("main").asString("");
    if (main.isEmpty()) {
      return;
    }
    String at = pointer + "/main";
    if (leaves(main)) {
      leaving(main, at, log);
    } else if (!JAVA_CLASS.matcher(main).matches() && !NODE_MODULE.matcher(main).matches()) {
      log.atValue(
          FindingCode.MAIN_SHAPE,
          Severity.ERROR,
          at,
          Quoted.of(main) + " is neither a Java class nor the path of a Node module.",
          "Write for example \"com.acme.GetPets\" or \"./lib/getPets.js\".");
    }
  }

  private static void path(Located operation, String property, String pointer, FindingLog log) {
    String path = operation.node().at("/" + property).asString("");
    if (!path.isEmpty() && leaves(path)) {
      leaving(path, pointer + "/" + property, log);
    }
  }

  static void icon(Located root, FindingLog log) {
    String icon = root.node().path("icon").asString("");
    if (leaves(icon)) {
      leaving(icon, "/icon", log);
    }
  }

  /** Not inside the repository: absolute, upwards, an address, or written for another system. */
  private static boolean leaves(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return path.startsWith("/")
        || path.contains("\\")
        || lower.contains(":")
        || path.chars().anyMatch(Character::isISOControl)
        || java.util.List.of(path.split("/", -1)).contains("..");
  }

  private static void leaving(String path, String pointer, FindingLog log) {
    log.atValue(
        FindingCode.PATH_LEAVES,
        Severity.ERROR,
        pointer,
        Quoted.of(path) + " is not a path inside the repository.",
        "Write it relative to the repository's root, with forward slashes and without \"..\".");
  }

  private static void outputSchema(
      OperationKind kind, String name, Located operation, String pointer, FindingLog log) {
    var node = operation.node();
    boolean dynamic =
        node.path("dynamicMetadata").asBoolean(false) || node.path("dynamicMetadata").isString();
    if (!node.isObject() || dynamic || node.path("metadata").has("out")) {
      return;
    }
    log.atName(
        FindingCode.NO_OUTPUT_SCHEMA,
        Severity.TASK,
        pointer + "/metadata/out",
        kind.title() + " " + Quoted.of(name) + " has no output schema.",
        "Use {\"type\":\"object\"} if it returns nothing.");
  }
}
