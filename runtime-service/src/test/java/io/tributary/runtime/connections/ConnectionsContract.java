package io.tributary.runtime.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.contracts.steps.StepAssignment.HostGrant;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.components.ResolveComponent;
import io.tributary.runtime.connections.Connections.Kept;
import io.tributary.runtime.connections.SaveConnection.Outcome;
import io.tributary.runtime.connections.SaveConnection.Wish;
import io.tributary.runtime.keys.DataKeys;
import io.tributary.runtime.keys.KeyEncryptionKey;
import io.tributary.runtime.keys.KeyFolder;
import io.tributary.runtime.keys.KeysetKey;
import io.tributary.runtime.keys.Keysets;
import io.tributary.runtime.keys.RotateKeys;
import io.tributary.runtime.keys.Vault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

abstract class ConnectionsContract {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final ConnectionName NAME = new ConnectionName("demo-cms");
  private static final ComponentRef CMS = ComponentRef.parse("northwind/cms-push");
  private static final String FIELDS =
      "{\"url\": \"http://cms.test:8090\", \"token\": \"s3cret-token\"}";
  private static final int OPENS = 10_000;
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private final InMemoryComponents shelf = InMemoryComponents.ordinary();
  @TempDir Path folder;
  private Connections connections;
  private DataKeys keys;
  private KeyEncryptionKey kek;
  private ConnectionVault vault;
  private RotateKeys rotate;
  private SaveConnection save;

  /** Without a row. */
  abstract Connections connections();

  /** Those that the connections are sealed with. */
  abstract DataKeys keys();

  @BeforeEach
  void open() {
    connections = connections();
    keys = keys();
    kek = KeysetKey.in(new KeyFolder(folder.resolve("keys")), keys::any);
    vault = vault(kek);
    rotate =
        new RotateKeys(
            List.of(new ResealConnections(connections, vault)), keys, kek, dataVault(kek));
    save =
        new SaveConnection(connections, new ResolveComponent(shelf), vault, new Ids(CLOCK), CLOCK);
  }

  private ConnectionVault vault(KeyEncryptionKey one) {
    return new ConnectionVault(dataVault(one), one, new byte[32]);
  }

  private Vault dataVault(KeyEncryptionKey one) {
    return new Vault(one, keys, new Ids(CLOCK), Clock.systemUTC());
  }

  @Test
  void secretsAreKeptApartAndNeverInTheClear() {
    save(FIELDS);

    var kept = connections.find(ACME, NAME).orElseThrow();
    assertThat(kept.fields()).hasToString("{\"url\":\"http://cms.test:8090\"}");
    assertThat(kept.fingerprints()).containsOnlyKeys("token");
    assertThat(kept.fingerprints().get("token")).hasSize(16).doesNotContain("s3cret");
    var sealed =
        ((SealedSecrets.ByDataKey) connections.kept(ACME, NAME).orElseThrow().secrets()).sealed();
    assertThat(new String(sealed.content(), StandardCharsets.ISO_8859_1)).doesNotContain("s3cret");
    assertThat(kept).asString().doesNotContain("s3cret");
  }

  @Test
  void aLeaseHoldsEveryFieldAndTheHostsDrawnFromThem() {
    save(FIELDS);

    var lease =
        new LeaseConnection(connections, vault, (one, version) -> Optional.empty(), CLOCK)
            .lease(ACME, NAME, shelf.find(VersionRef.parse(CMS + "@1.2.0")).orElseThrow())
            .orElseThrow();

    assertThat(lease.fields().path("token").asString()).isEqualTo("s3cret-token");
    assertThat(lease.secret()).containsExactly("token");
    assertThat(lease.secretTexts()).containsExactly("s3cret-token");
    assertThat(lease.egress()).containsExactly(new HostGrant("cms.test", 8090));
    assertThat(lease.expiresAt()).isEqualTo(Instant.EPOCH.plusSeconds(300));
    assertThat(lease).asString().doesNotContain("s3cret");
  }

  @Test
  void aChangeWithoutTheSecretKeepsIt() {
    save(FIELDS);

    var outcome = save("{\"url\": \"http://cms.test:9000\"}");

    assertThat(outcome).isInstanceOf(Outcome.Saved.class);
    var kept = connections.find(ACME, NAME).orElseThrow();
    assertThat(kept.version()).isEqualTo(2);
    assertThat(token(connections.kept(ACME, NAME).orElseThrow())).isEqualTo("s3cret-token");
  }

  @Test
  void secretsDoNotOpenInAnotherPlace() {
    save(FIELDS);
    var kept = connections.kept(ACME, NAME).orElseThrow();
    var id = kept.connection().id();

    for (var elsewhere :
        List.of(
            new ConnectionVault.Place(new OrganizationName("northwind"), NAME, id, 1),
            new ConnectionVault.Place(ACME, NAME, UUID.randomUUID(), 1),
            new ConnectionVault.Place(ACME, NAME, id, 2))) {
      assertThatThrownBy(() -> vault.open(elsewhere, kept.secrets()))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void oldSecretsDoNotOpenInALaterConnectionOfTheSameName() {
    save(FIELDS);
    var old = connections.kept(ACME, NAME).orElseThrow().secrets();
    connections.remove(ACME, NAME);
    save(FIELDS);
    var now = connections.find(ACME, NAME).orElseThrow();

    assertThat(now.version()).isEqualTo(1);
    assertThatThrownBy(() -> vault.open(SaveConnection.place(now), old))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void secretsDoNotOpenWithAnotherKey() throws Exception {
    save(FIELDS);
    var kept = connections.kept(ACME, NAME).orElseThrow();
    var stranger = vault(KeysetKey.of(Keysets.fresh()));

    assertThatThrownBy(() -> stranger.open(SaveConnection.place(kept.connection()), kept.secrets()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aLostKeyIsNotMadeAnewWhereSecretsNeedIt() throws Exception {
    save(FIELDS);
    Files.delete(folder.resolve("keys/kek.json"));
    var restarted = vault(KeysetKey.in(new KeyFolder(folder.resolve("keys")), keys::any));
    var kept = connections.kept(ACME, NAME).orElseThrow();

    assertThatThrownBy(
            () -> restarted.open(SaveConnection.place(kept.connection()), kept.secrets()))
        .hasMessageContaining("keys/kek.json is missing")
        .hasMessageContaining("backup");
    assertThat(folder.resolve("keys/kek.json")).doesNotExist();
  }

  @Test
  void aNewDataKeySealsEverythingOfTheOrganizationAnew() {
    save(FIELDS);
    var before = keys.newest(ACME).orElseThrow();

    assertThat(rotate.rotate(ACME)).isEqualTo(1);

    var kept = connections.kept(ACME, NAME).orElseThrow();
    var now = keys.newest(ACME).orElseThrow();
    assertThat(now.id()).isNotEqualTo(before.id());
    assertThat(((SealedSecrets.ByDataKey) kept.secrets()).sealed().key().id()).isEqualTo(now.id());
    assertThat(kept.connection().version()).isEqualTo(1);
    assertThat(token(kept)).isEqualTo("s3cret-token");
    assertThat(connections.sealedBefore(new UUID(0, 0), 10)).isEmpty();
  }

  @Test
  void theKeyEncryptionKeyChangesAndTheOldOneMayGo() throws Exception {
    save(FIELDS);
    var file = folder.resolve("keys/kek.json");
    var before = Files.readString(file);

    Files.writeString(file, Keysets.withNewPrimary(before));
    assertThat(rotate.encryptDataKeysAnew()).isEqualTo(1);
    Files.writeString(file, Keysets.onlyPrimary(Files.readString(file)));

    var restarted = vault(KeysetKey.in(new KeyFolder(folder.resolve("keys")), keys::any));
    var kept = connections.kept(ACME, NAME).orElseThrow();
    var place = SaveConnection.place(kept.connection());
    assertThat(restarted.open(place, kept.secrets()).path("token").asString())
        .isEqualTo("s3cret-token");
    var old = vault(KeysetKey.of(before));
    assertThatThrownBy(() -> old.open(place, kept.secrets()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nobodyIsRefusedWhileKeysChange() throws Exception {
    save(FIELDS);
    var lease = new LeaseConnection(connections, vault, (one, version) -> Optional.empty(), CLOCK);
    var version = shelf.find(VersionRef.parse(CMS + "@1.2.0")).orElseThrow();
    var opened = new AtomicInteger();
    var rotations = new AtomicInteger();
    var ended = new AtomicBoolean();
    try (var threads = Executors.newFixedThreadPool(3)) {
      var reads = new ArrayList<Future<?>>();
      for (int reader = 0; reader < 2; reader++) {
        reads.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < OPENS / 2; i++) {
                    var lent = lease.lease(ACME, NAME, version).orElseThrow();
                    assertThat(lent.fields().path("token").asString()).isEqualTo("s3cret-token");
                    opened.incrementAndGet();
                  }
                }));
      }
      var rotator =
          threads.submit(
              () -> {
                while (!ended.get()) {
                  rotate.rotate(ACME);
                  rotations.incrementAndGet();
                }
              });
      try {
        for (var read : reads) {
          read.get();
        }
      } finally {
        ended.set(true);
      }
      rotator.get();
    }

    System.out.printf(
        "keys: %,d secrets opened during %,d rotations, 0 refused%n",
        opened.get(), rotations.get());
    assertThat(opened).hasValue(OPENS);
    assertThat(rotations).hasPositiveValue();
  }

  private String token(Kept kept) {
    return vault
        .open(SaveConnection.place(kept.connection()), kept.secrets())
        .path("token")
        .asString();
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
    assertThat(kek.id()).isNotEmpty();

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
