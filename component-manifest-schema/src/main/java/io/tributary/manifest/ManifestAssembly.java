package io.tributary.manifest;

import io.tributary.manifest.schema.ModernSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Makes the manifest of a document that has passed every rule. */
final class ManifestAssembly {
  private final JsonNode root;
  private final ManifestFormat format;

  ManifestAssembly(JsonNode root, ManifestFormat format) {
    this.root = root;
    this.format = format;
  }

  Manifest assemble() {
    var operations =
        Stream.of(OperationKind.values()).flatMap(kind -> operations(kind).stream()).toList();
    return new Manifest(format, about(), operations, credentials(), needs(operations), root);
  }

  private Manifest.About about() {
    return new Manifest.About(
        optional(root, "name"),
        text(root, "title"),
        text(root, "description"),
        optional(root, "version").map(SemanticVersion::parse),
        text(root, "docsUrl"),
        text(root, "icon"),
        root.path("deprecated").asBoolean(false));
  }

  private List<Operation> operations(OperationKind kind) {
    var operations = new ArrayList<Operation>();
    for (var entry : root.path(kind.property()).properties()) {
      operations.add(operation(kind, entry.getKey(), entry.getValue()));
    }
    return operations;
  }

  private static Operation operation(OperationKind kind, String name, JsonNode node) {
    return new Operation(
        name,
        kind,
        text(node, "title"),
        text(node, "main"),
        text(node, "type").equals("polling") ? TriggerType.POLLING : TriggerType.WEBHOOK,
        fields(node.path("fields")),
        metadata(node),
        effects(kind, node),
        node.path("deprecated").asBoolean(false),
        node);
  }

  private static Effects effects(OperationKind kind, JsonNode node) {
    var idempotency =
        Stream.of(Idempotency.values())
            .filter(known -> known.word().equals(text(node, "idempotency")))
            .findFirst()
            .orElse(Idempotency.NONE);
    return new Effects(
        idempotency,
        node.path("writes").asBoolean(kind == OperationKind.ACTION),
        node.path("reply").asBoolean(false));
  }

  private static Metadata metadata(JsonNode node) {
    var dynamic = node.path("dynamicMetadata");
    return new Metadata(
        schema(node.path("metadata").path("in")),
        schema(node.path("metadata").path("out")),
        dynamic.isString() || dynamic.asBoolean(false),
        dynamic.isString() ? dynamic.stringValue() : "");
  }

  private static MetadataSchema schema(JsonNode node) {
    if (node.isString() && !node.stringValue().isEmpty()) {
      return new MetadataSchema.InFile(withoutDot(node.stringValue()));
    }
    return node.isObject()
        ? new MetadataSchema.Inline(ModernSchema.of(node))
        : new MetadataSchema.Unstated();
  }

  private static String withoutDot(String path) {
    return path.startsWith("./") ? path.substring(2) : path;
  }

  private static List<Field> fields(JsonNode node) {
    return node.properties().stream()
        .map(entry -> field(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Field field(String name, JsonNode node) {
    return new Field(
        name,
        node.path("label").asString(name),
        node.path("viewClass").asString("TextFieldView"),
        node.path("required").asBoolean(false),
        node);
  }

  private Credentials credentials() {
    var node = root.path("credentials");
    if (!node.isObject()) {
      return Credentials.NONE;
    }
    return new Credentials(
        fields(node.path("fields")),
        optional(node, "verifier"),
        Optional.of(node.path("oauth2")).filter(JsonNode::isObject).map(ManifestAssembly::oauth2),
        node.path("oauth1").isObject());
  }

  private static OAuth2 oauth2(JsonNode node) {
    return new OAuth2(
        text(node, "client_id"),
        text(node, "client_secret"),
        text(node, "auth_uri"),
        text(node, "token_uri"),
        node.path("scopes").valueStream().map(scope -> scope.asString("")).toList(),
        OAuth2.ClientAuth.of(text(node, "client_auth")));
  }

  private Manifest.Needs needs(List<Operation> operations) {
    return new Manifest.Needs(
        language(operations),
        root.path("network")
            .valueStream()
            .map(entry -> HostGrant.parse(entry.stringValue()))
            .toList(),
        resources(),
        rate(),
        environment());
  }

  /** Where it is not said, {@code main} tells: only a Node module is a path or ends in .js. */
  private Language language(List<Operation> operations) {
    var said = text(root, "language");
    return Stream.of(Language.values())
        .filter(known -> known.word().equals(said))
        .findFirst()
        .orElseGet(
            () ->
                operations.stream().map(Operation::main).anyMatch(ManifestAssembly::isModule)
                    ? Language.NODEJS
                    : Language.JAVA);
  }

  private static boolean isModule(String main) {
    return main.contains("/") || main.endsWith(".js") || main.endsWith(".ts");
  }

  private Resources resources() {
    var node = root.path("resources");
    var cpu = node.path("cpu");
    return new Resources(
        optional(node, "memory").map(ByteSize::parse),
        cpu.isMissingNode() ? OptionalInt.empty() : NeedRules.cpuMillis(cpu));
  }

  private Optional<RateLimit> rate() {
    var node = root.path("limits").path("rate");
    return node.isObject()
        ? Optional.of(
            new RateLimit(node.path("requests").asInt(1), RateLimit.parsePeriod(text(node, "per"))))
        : Optional.empty();
  }

  private List<EnvironmentVariable> environment() {
    return root.path("envVars").properties().stream()
        .map(
            entry ->
                new EnvironmentVariable(
                    entry.getKey(),
                    text(entry.getValue(), "description"),
                    entry.getValue().path("required").asBoolean(false)))
        .toList();
  }

  private static String text(JsonNode node, String property) {
    return node.path(property).asString("");
  }

  private static Optional<String> optional(JsonNode node, String property) {
    return Optional.of(text(node, property)).filter(found -> !found.isEmpty());
  }
}
