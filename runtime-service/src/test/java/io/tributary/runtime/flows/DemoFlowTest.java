package io.tributary.runtime.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.components.ResolveComponent;
import io.tributary.runtime.connections.Connection;
import io.tributary.runtime.connections.ConnectionState;
import io.tributary.runtime.connections.InMemoryConnections;
import io.tributary.runtime.connections.SealedSecrets;
import io.tributary.runtime.flows.FlowReader.Notation;
import io.tributary.runtime.flows.FlowReading.FlowAccepted;
import io.tributary.runtime.grants.InMemoryHostDecisions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** The demo's own flow, against the manifests of its own components. */
class DemoFlowTest {
  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));
  private static final OrganizationName ACME = new OrganizationName("acme");

  @Test
  void theDemosFlowHolds() throws IOException {
    var shelf = new InMemoryComponents();
    list(shelf, "tributary/webhook@1.0.0", "connectors/webhook");
    list(shelf, "tributary/transform@1.0.0", "connectors/transform");
    list(shelf, "tributary/email@1.0.1", "connectors/email");
    list(shelf, "northwind/cms-push@1.0.0", "deploy/demo/cms-component");
    var connections = new InMemoryConnections();
    connect(connections, "demo-cms", "northwind/cms-push");
    connect(connections, "demo-mail", "tributary/email");
    var reader =
        new FlowReader(new ResolveComponent(shelf), connections, new InMemoryHostDecisions());

    var reading =
        reader.read(
            ACME,
            new FlowName("website-leads"),
            Files.readString(ROOT.resolve("deploy/demo/flow.yaml")),
            Notation.YAML);

    assertThat(reading).isInstanceOf(FlowAccepted.class);
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
