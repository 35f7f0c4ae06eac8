package io.tributary.runtime.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.contracts.steps.StepAssignment.HostGrant;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.components.ResolveComponent;
import io.tributary.runtime.connections.SaveConnection.Outcome;
import io.tributary.runtime.connections.SaveConnection.Wish;
import io.tributary.runtime.keys.KeyFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

abstract class ConnectionsContract {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final ConnectionName NAME = new ConnectionName("demo-cms");
  private static final ComponentRef CMS = ComponentRef.parse("northwind/cms-push");
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private final InMemoryComponents shelf = InMemoryComponents.ordinary();
  @TempDir Path folder;
  private Connections connections;
  private Vault vault;
  private SaveConnection save;

  abstract Connections connections();

  @BeforeEach
  void open() {
    connections = connections();
    vault = new Vault(new KeyFolder(folder.resolve("keys")));
    save = new SaveConnection(connections, new ResolveComponent(shelf), vault, CLOCK);
  }

  @Test
  void secretsAreKeptApartAndNeverInTheClear() {
    save("{\"url\": \"http://cms.test:8090\", \"token\": \"s3cret-token\"}");

    var kept = connections.find(ACME, NAME).orElseThrow();
    assertThat(kept.fields()).hasToString("{\"url\":\"http://cms.test:8090\"}");
    assertThat(kept.fingerprints()).containsOnlyKeys("token");
    assertThat(kept.fingerprints().get("token")).hasSize(16).doesNotContain("s3cret");
    var sealed = connections.secrets(ACME, NAME).orElseThrow();
    assertThat(new String(sealed.content(), StandardCharsets.ISO_8859_1)).doesNotContain("s3cret");
    assertThat(kept).asString().doesNotContain("s3cret");
  }

  @Test
  void aLeaseHoldsEveryFieldAndTheHostsDrawnFromThem() {
    save("{\"url\": \"http://cms.test:8090\", \"token\": \"s3cret-token\"}");

    var lease =
        new LeaseConnection(connections, vault, CLOCK)
            .lease(ACME, NAME, shelf.find(VersionRef.parse(CMS + "@1.2.0")).orElseThrow())
            .orElseThrow();

    assertThat(lease.fields().path("token").asString()).isEqualTo("s3cret-token");
    assertThat(lease.egress()).containsExactly(new HostGrant("cms.test", 8090));
    assertThat(lease.expiresAt()).isEqualTo(Instant.EPOCH.plusSeconds(300));
    assertThat(lease).asString().doesNotContain("s3cret");
  }

  @Test
  void aChangeWithoutTheSecretKeepsIt() {
    save("{\"url\": \"http://cms.test:8090\", \"token\": \"s3cret-token\"}");

    var outcome = save("{\"url\": \"http://cms.test:9000\"}");

    assertThat(outcome).isInstanceOf(Outcome.Saved.class);
    var kept = connections.find(ACME, NAME).orElseThrow();
    assertThat(kept.version()).isEqualTo(2);
    var opened =
        vault.open(SaveConnection.place(kept), connections.secrets(ACME, NAME).orElseThrow());
    assertThat(opened.path("token").asString()).isEqualTo("s3cret-token");
  }

  @Test
  void secretsDoNotOpenInAnotherPlace() {
    save("{\"url\": \"http://cms.test:8090\", \"token\": \"s3cret-token\"}");
    var sealed = connections.secrets(ACME, NAME).orElseThrow();

    assertThatThrownBy(
            () -> vault.open(new Vault.Place(new OrganizationName("northwind"), NAME, 1), sealed))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> vault.open(new Vault.Place(ACME, NAME, 2), sealed))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void secretsDoNotOpenWithAnotherKey() {
    save("{\"url\": \"http://cms.test:8090\", \"token\": \"s3cret-token\"}");
    var stranger = new Vault(new KeyFolder(folder.resolve("other")));

    assertThatThrownBy(
            () ->
                stranger.open(
                    new Vault.Place(ACME, NAME, 1), connections.secrets(ACME, NAME).orElseThrow()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void everyFaultOfTheFieldsIsToldAtOnce() {
    var outcome = save("{\"urll\": \"x\", \"token\": {\"a\": 1}}");

    assertThat(((Outcome.Refused) outcome).findings())
        .extracting(finding -> finding.pointer() + " " + finding.code())
        .containsExactly(
            "/fields/urll unknown-field",
            "/fields/token wrong-type",
            "/fields/url field-missing",
            "/fields/token field-missing");
    assertThat(((Outcome.Refused) outcome).findings().getFirst().advice())
        .isEqualTo("Did you mean \"url\"?");
    assertThat(connections.find(ACME, NAME)).isEmpty();
  }

  @Test
  void aMarkIsKeptForItsVersionOnly() {
    save("{\"url\": \"http://cms.test:8090\", \"token\": \"a\"}");
    var first = connections.find(ACME, NAME).orElseThrow();
    connections.mark(first.withState(first.state().refused(Instant.EPOCH, "401")));
    assertThat(connections.find(ACME, NAME).orElseThrow().state())
        .isEqualTo(new ConnectionState.Refused(Instant.EPOCH, "401"));

    save("{\"url\": \"http://cms.test:8090\", \"token\": \"b\"}");
    connections.mark(first.withState(first.state().refused(Instant.EPOCH, "401")));

    assertThat(connections.find(ACME, NAME).orElseThrow().state())
        .isEqualTo(new ConnectionState.Untested());
  }

  @Test
  void keysAreReadableByOurUserOnly() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys"))))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("keys/kek.json"))))
        .isEqualTo("rw-------");
  }

  private Outcome save(String fields) {
    return save.save(new Wish(ACME, NAME, CMS, (ObjectNode) Json.tree(fields)));
  }
}
