package io.tributary.runtime.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.problems.ProblemError;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.components.ResolveComponent;
import io.tributary.runtime.connections.Connection;
import io.tributary.runtime.connections.ConnectionState;
import io.tributary.runtime.connections.InMemoryConnections;
import io.tributary.runtime.connections.SealedSecrets;
import io.tributary.runtime.flows.FlowReader.Notation;
import io.tributary.runtime.flows.FlowReading.FlowAccepted;
import io.tributary.runtime.flows.FlowReading.FlowRefused;
import io.tributary.runtime.grants.InMemoryHostDecisions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** The flows that come along, against the manifests of their components. */
class DemoFlowTest {
  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final List<String> CONNECTORS =
      List.of("webhook", "transform", "email", "http", "salesforce", "quickbooks", "sap", "cms");

  /** As the flows call them. */
  private static final Map<String, String> CONNECTIONS =
      Map.of(
          "demo-cms", "northwind/cms-push",
          "demo-mail", "tributary/email",
          "mail", "tributary/email",
          "orders-mailbox", "tributary/email",
          "salesforce", "tributary/salesforce",
          "quickbooks", "tributary/quickbooks",
          "sap", "tributary/sap",
          "wordpress", "tributary/cms",
          "warehouse", "tributary/http");

  @ParameterizedTest
  @MethodSource("flows")
  void theDemosFlowsHold(Path flow) throws IOException {
    var shelf = new InMemoryComponents();
    for (var connector : CONNECTORS) {
      list(shelf, "tributary/" + connector + "@1.0.0", "connectors/" + connector);
    }
    list(shelf, "northwind/cms-push@1.0.0", "deploy/demo/cms-component");
    var connections = new InMemoryConnections();
    CONNECTIONS.forEach((name, component) -> connect(connections, name, component));
    var reader =
        new FlowReader(new ResolveComponent(shelf), connections, new InMemoryHostDecisions());
    var text = Files.readString(flow);
    var name = text.replaceAll("(?s).*?\nname: ([a-z-]+)\n.*", "$1");

    var reading = reader.read(ACME, new FlowName(name), text, Notation.YAML);

    // Which hosts a connector may reach is for each organization to decide, and none has here.
    assertThat(faults(reading))
        .filteredOn(fault -> !fault.code().equals("hosts-undecided"))
        .isEmpty();
  }

  private static List<ProblemError> faults(FlowReading reading) {
    return switch (reading) {
      case FlowAccepted _ -> List.of();
      case FlowRefused refused -> refused.findings();
    };
  }

  static List<Path> flows() throws IOException {
    try (var flows = Files.list(ROOT.resolve("deploy/demo/flows"))) {
      return flows.sorted().toList();
    }
  }

  private static void list(InMemoryComponents shelf, String version, String folder)
      throws IOException {
    shelf.list(
        InMemoryComponents.listing(
            version, 'a', Files.readString(ROOT.resolve(folder).resolve("component.json"))));
  }

  private static void connect(InMemoryConnections connections, String name, String component) {
    connections.add(
        new Connection(
            UUID.randomUUID(),
            ACME,
            new ConnectionName(name),
            ComponentRef.parse(component),
            1,
            JsonNodeFactory.instance.objectNode(),
            Map.of(),
            new ConnectionState.Untested(),
            Instant.EPOCH),
        new SealedSecrets.ByOwnKey(new byte[0], new byte[0]));
  }
}
