package io.tributary.manifest;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a component says about itself, checked.
 *
 * @param about what people read of it, and its version
 * @param operations triggers first, then actions, each in the manifest's order
 * @param needs what it asks of the platform
 * @param raw the whole document as written; not to be changed
 */
public record Manifest(
    ManifestFormat format,
    About about,
    List<Operation> operations,
    Credentials credentials,
    Needs needs,
    JsonNode raw) {
  public Manifest {
    operations = List.copyOf(operations);
  }

  /** What people read; texts are empty where nothing is said. */
  public record About(
      Optional<String> name,
      String title,
      String description,
      Optional<SemanticVersion> version,
      String docsUrl,
      String icon,
      boolean deprecated) {}

  /** What the component asks of the platform and of the tenant. */
  public record Needs(
      Language language,
      List<HostGrant> network,
      Resources resources,
      Optional<RateLimit> rate,
      List<EnvironmentVariable> environment) {
    public Needs {
      network = List.copyOf(network);
      environment = List.copyOf(environment);
    }
  }

  /** Present in every manifest of our format; of the original's it may be missing. */
  public Optional<SemanticVersion> version() {
    return about.version();
  }

  public String title() {
    return about.title();
  }

  public String description() {
    return about.description();
  }

  public Language language() {
    return needs.language();
  }

  public List<HostGrant> network() {
    return needs.network();
  }

  public List<Operation> triggers() {
    return operationsOf(OperationKind.TRIGGER);
  }

  public List<Operation> actions() {
    return operationsOf(OperationKind.ACTION);
  }

  public Optional<Operation> trigger(String name) {
    return operation(OperationKind.TRIGGER, name);
  }

  public Optional<Operation> action(String name) {
    return operation(OperationKind.ACTION, name);
  }

  private List<Operation> operationsOf(OperationKind kind) {
    return operations.stream().filter(operation -> operation.kind() == kind).toList();
  }

  private Optional<Operation> operation(OperationKind kind, String name) {
    return operationsOf(kind).stream()
        .filter(operation -> operation.name().equals(name))
        .findFirst();
  }
}
