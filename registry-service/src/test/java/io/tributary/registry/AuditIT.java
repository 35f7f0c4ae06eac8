package io.tributary.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.contracts.audit.AuditEntry;
import io.tributary.foundation.json.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of those who ask, through the front door. */
class AuditIT {
  @TempDir static Path folder;
  private static RunningRegistry registry;

  @BeforeAll
  static void start() throws Exception {
    registry = new RunningRegistry(folder, OrganizationParts.class);
    registry.send(
        "POST",
        "/api/v1/organizations",
        registry.issuer().person("ada"),
        "{\"name\":\"audited\",\"title\":\"Audited\"}");
    var ada = registry.issuer().person("ada", "audited");
    await().until(() -> registry.get("/api/v1/organizations/audited", ada).statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void aChangeIsWrittenDownBeforeItAndWithItsAnswer() throws Exception {
    var ada = registry.issuer().person("ada", "audited");
    var path = "/api/v1/organizations/audited/publishers";
    registry.send("POST", path, ada, "{\"name\":\"audited-tools\"}");

    await().until(() -> of("audited", path).size() == 2);
    var entries = of("audited", path);
    assertThat(entries).extracting(AuditEntry::status).containsExactly(null, 201);
    assertThat(entries).extracting(AuditEntry::request).containsOnly(entries.getFirst().request());
    assertThat(entries.getFirst().action())
        .isEqualTo("POST /api/v1/organizations/{organization}/publishers");
    assertThat(entries.getFirst().subject()).isEqualTo("ada");
    assertThat(entries.getFirst().client()).isEqualTo("tributary-web");
    assertThat(Json.write(entries)).doesNotContain("audited-tools");
  }

  @Test
  void whatTheRoleRefusedIsWrittenDown() throws Exception {
    var ada = registry.issuer().person("ada", "audited");
    var path = "/api/v1/organizations/audited/members/nobody";
    registry.send("DELETE", path, ada, "");

    await().until(() -> of("audited", path).size() == 2);
    assertThat(of("audited", path).getLast().status()).isEqualTo(404);
  }

  @Test
  void aStrangersAttemptIsThePlatformsBusiness() throws Exception {
    var path = "/api/v1/organizations/audited/publishers";
    registry.get(path, registry.issuer().person("mallory", "elsewhere"));

    await().until(() -> of("", path).size() == 1);
    var entry = of("", path).getFirst();
    assertThat(entry.subject()).isEqualTo("mallory");
    assertThat(entry.status()).isEqualTo(404);
    assertThat(entry.organization()).isNull();
  }

  @Test
  void lookingIsNobodysBusiness() throws Exception {
    var ada = registry.issuer().person("ada", "audited");
    registry.get("/api/v1/organizations/audited/members", ada);
    registry.send("POST", "/api/v1/organizations/audited/invitations", ada, "{}");

    await().until(() -> of("audited", "/api/v1/organizations/audited/invitations").size() == 2);
    assertThat(of("audited", "/api/v1/organizations/audited/members")).isEmpty();
  }

  private static List<AuditEntry> of(String organization, String path) {
    return registry.kafka().events(AuditEntry.TOPIC).stream()
        .filter(event -> event.key().equals(organization))
        .map(event -> Json.read(event.value(), AuditEntry.class))
        .filter(entry -> entry.object().equals(path))
        .toList();
  }
}
