package io.tributary.manifest;

import io.tributary.manifest.document.Located;
import io.tributary.manifest.document.Pointers;
import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a component may ask of the platform: a closed list, each value parsed here. */
final class NeedRules {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{2,39}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
  private static final Pattern MILLIS = Pattern.compile("([1-9][0-9]{0,5})m");
  private static final Pattern CORES = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3})?");
  private static final ByteSize LEAST_MEMORY = new ByteSize(32L << 20);
  private static final ByteSize MOST_MEMORY = new ByteSize(8L << 30);
  private static final BigDecimal MOST_REQUESTS = new BigDecimal(1_000_000);
  private static final int MOST_CPU_MILLIS = 8_000;

  /** Names by which loaders and runtimes let themselves be told to run something else. */
  private static final Set<String> RESERVED =
      Set.of(
          "PATH",
          "HOME",
          "SHELL",
          "ENV",
          "BASH_ENV",
          "IFS",
          "CLASSPATH",
          "JAVA_HOME",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "JAVA_OPTS",
          "NODE_OPTIONS",
          "NODE_PATH",
          "NODE_EXTRA_CA_CERTS",
          "NODE_TLS_REJECT_UNAUTHORIZED",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "ALL_PROXY",
          "NO_PROXY");

  private static final Pattern RESERVED_PREFIX =
      Pattern.compile("(?:LD_|DYLD_|_JAVA|JAVA_TOOL|NPM_|PYTHON|TRIBUTARY_).*");

  private NeedRules() {}

  static void check(Located root, FindingLog log) {
    text(root, "/name", log, NeedRules::name);
    text(root, "/version", log, SemanticVersion::parse, FindingCode.NOT_A_VERSION);
    text(root, "/resources/memory", log, NeedRules::memory, FindingCode.MEMORY);
    text(root, "/limits/rate/per", log, RateLimit::parsePeriod, FindingCode.PERIOD);
    requests(root, log);
    cpu(root, log);
    network(root, log);
    environment(root, log);
  }

  /** Thousandths of a processor from {@code 0.5}, {@code "0.5"} or {@code "500m"}; else empty. */
  static OptionalInt cpuMillis(JsonNode cpu) {
    String text = cpu.asString("");
    var millis = MILLIS.matcher(text);
    if (millis.matches()) {
      return inRange(Integer.parseInt(millis.group(1)));
    }
    return CORES.matcher(text).matches()
        ? inRange((int) Math.round(Double.parseDouble(text) * 1_000))
        : OptionalInt.empty();
  }

  private static OptionalInt inRange(int millis) {
    return millis >= 10 && millis <= MOST_CPU_MILLIS ? OptionalInt.of(millis) : OptionalInt.empty();
  }

  private static void name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidText(
          Quoted.of(name) + " cannot be the name of a component.",
          "Use 3 to 40 of a-z, 0-9 and -, starting with a letter.");
    }
  }

  private static void memory(String text) {
    var size = ByteSize.parse(text);
    if (size.compareTo(LEAST_MEMORY) < 0 || size.compareTo(MOST_MEMORY) > 0) {
      throw new InvalidText(
          Quoted.of(text) + " is not what a step can get.",
          "Ask for " + LEAST_MEMORY + " to " + MOST_MEMORY + ".");
    }
  }

  private static void requests(Located root, FindingLog log) {
    var requests = root.node().at("/limits/rate/requests");
    if (!requests.isNumber()) {
      return;
    }
    var number = requests.decimalValue();
    if (number.compareTo(BigDecimal.ONE) < 0 || number.compareTo(MOST_REQUESTS) > 0) {
      log.atValue(
          FindingCode.OUT_OF_RANGE,
          Severity.ERROR,
          "/limits/rate/requests",
          "\"requests\" is out of range.",
          "Write a whole number from 1 to " + MOST_REQUESTS.toPlainString() + ".");
    }
  }

  private static void cpu(Located root, FindingLog log) {
    var cpu = root.node().at("/resources/cpu");
    if ((cpu.isNumber() || cpu.isString()) && cpuMillis(cpu).isEmpty()) {
      log.atValue(
          FindingCode.CPU,
          Severity.ERROR,
          "/resources/cpu",
          Quoted.of(cpu.asString("")) + " is not a share of processors that a step can get.",
          "Ask for 0.01 to 8, for example \"500m\" or 0.5.");
    }
  }

  private static void network(Located root, FindingLog log) {
    var entries = root.member("network").map(Located::items).orElse(java.util.List.of());
    var fields = connectionFields(root);
    for (int i = 0; i < entries.size(); i++) {
      var entry = entries.get(i).node();
      if (entry.isString()) {
        grant(entry.stringValue(), "/network/" + i, fields, log);
      }
    }
  }

  private static void grant(String text, String pointer, Set<String> fields, FindingLog log) {
    try {
      if (HostGrant.parse(text) instanceof HostGrant.FromConnection(var host, var port)) {
        templateField(host, pointer, fields, log);
        if (!port.isEmpty() && !Character.isDigit(port.charAt(0))) {
          templateField(port, pointer, fields, log);
        }
      }
    } catch (InvalidGrant e) {
      log.atValue(
          e.findingCode(), Severity.ERROR, pointer, String.valueOf(e.getMessage()), e.advice());
    }
  }

  private static void templateField(
      String field, String pointer, Set<String> fields, FindingLog log) {
    if (!fields.contains(field)) {
      log.atValue(
          FindingCode.NETWORK_UNKNOWN_FIELD,
          Severity.ERROR,
          pointer,
          "There is no field " + Quoted.of(field) + " in credentials.fields.",
          Suggestions.advice(field, fields, "Add it to credentials.fields."));
    }
  }

  private static Set<String> connectionFields(Located root) {
    return root.member("credentials")
        .flatMap(credentials -> credentials.member("fields"))
        .map(fields -> fields.members().keySet())
        .orElse(Set.of());
  }

  private static void environment(Located root, FindingLog log) {
    var variables = root.member("envVars").map(Located::members).orElse(Map.of());
    for (var name : variables.keySet()) {
      boolean reserved = RESERVED.contains(name) || RESERVED_PREFIX.matcher(name).matches();
      if (reserved || !VARIABLE.matcher(name).matches()) {
        log.atName(
            FindingCode.ENVIRONMENT_NAME,
            Severity.ERROR,
            Pointers.append("/envVars", name),
            Quoted.of(name) + (reserved ? " is reserved." : " cannot be the name of a variable."),
            "Use A-Z, 0-9 and _, starting with a letter, with a prefix of your own:"
                + " \"ACME_MODE\".");
      }
    }
  }

  private static void text(Located root, String pointer, FindingLog log, Consumer<String> parse) {
    text(root, pointer, log, parse, FindingCode.COMPONENT_NAME);
  }

  private static void text(
      Located root, String pointer, FindingLog log, Consumer<String> parse, FindingCode code) {
    var node = root.node().at(pointer);
    if (!node.isString() || log.knows(pointer)) {
      return;
    }
    try {
      parse.accept(node.stringValue());
    } catch (InvalidText e) {
      log.atValue(code, Severity.ERROR, pointer, String.valueOf(e.getMessage()), e.advice());
    }
  }
}
