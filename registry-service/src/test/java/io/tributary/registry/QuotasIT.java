package io.tributary.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import io.tributary.contracts.audit.AuditEntry;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.OrganizationChanged;
import io.tributary.contracts.organizations.QuotaNeared;
import io.tributary.foundation.json.Json;
import io.tributary.registry.OrganizationParts.KeptLetters;
import io.tributary.registry.OrganizationParts.Letter;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Limits of single organizations through the front door, and letters about them. */
class QuotasIT {
  @TempDir static Path folder;
  private static RunningRegistry registry;

  @BeforeAll
  static void start() throws IOException, JOSEException {
    registry = new RunningRegistry(folder, OrganizationParts.class);
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void theOperatorsLimitIsToldToAllAndSeenByMembers() throws Exception {
    make("globex");

    assertThat(set(operator(), "globex", "flows", "{\"limit\":7}").statusCode()).isEqualTo(204);
    assertThat(set(operator(), "globex", "steps", "{\"limit\":0}").statusCode()).isEqualTo(204);

    await()
        .untilAsserted(
            () -> assertThat(told("globex")).isEqualTo(Map.of("flows", 7L, "steps", 0L)));
    assertThat(quota("globex", "flows").path("limit").asInt()).isEqualTo(7);
    assertThat(quota("globex", "steps").has("limit")).as("0 is no limit").isFalse();
    assertThat(quota("globex", "flows").has("used")).as("nobody counts here").isFalse();
    assertThat(registry.get(own("globex"), operator()).body()).contains("\"flows\":7");

    registry.send("DELETE", own("globex") + "/flows", operator(), "");
    await().untilAsserted(() -> assertThat(told("globex")).isEqualTo(Map.of("steps", 0L)));
    assertThat(quota("globex", "flows").path("limit").asInt()).isEqualTo(200);
  }

  @Test
  void nobodyButTheOperatorSetsLimits() throws Exception {
    make("initech");

    assertThat(set(ada("initech"), "initech", "flows", "{\"limit\":7}").statusCode())
        .isEqualTo(403);
    assertThat(told("initech")).isEmpty();
  }

  @Test
  void whoChangesALimitIsInTheLogsOfTheOrganizationAndOfThePlatform() throws Exception {
    make("umbrella");
    var path = own("umbrella") + "/flows";

    set(operator(), "umbrella", "flows", "{\"limit\":77777}");
    set(operator(), "umbrella", "flows", "{\"limit\":-1}");
    registry.send("DELETE", path, operator(), "");
    registry.send("DELETE", own("umbrella") + "/no-such-quota", operator(), "");

    for (var log : List.of("umbrella", "")) {
      await().until(() -> audited(log, path).size() == 6);
      var entries = audited(log, path);
      assertThat(entries)
          .extracting(AuditEntry::status)
          .containsExactly(null, 204, null, 400, null, 204);
      assertThat(entries)
          .extracting(AuditEntry::action)
          .startsWith("PUT /api/v1/operator/organizations/{organization}/quotas/{quota}")
          .endsWith("DELETE /api/v1/operator/organizations/{organization}/quotas/{quota}");
      assertThat(entries)
          .allSatisfy(
              entry -> {
                assertThat(entry.subject()).isEqualTo("odell");
                assertThat(entry.client()).isEqualTo("tributary-web");
                assertThat(entry.address()).isEqualTo("127.0.0.1");
              });
      assertThat(entries).extracting(AuditEntry::id).doesNotHaveDuplicates();
      assertThat(Json.write(entries)).doesNotContain("77777");
      var unknown = own("umbrella") + "/no-such-quota";
      await().until(() -> audited(log, unknown).size() == 2);
      assertThat(audited(log, unknown).getLast().status()).isEqualTo(404);
    }
    assertThat(audited("umbrella", path))
        .extracting(AuditEntry::request)
        .as("the two logs tell of one request")
        .containsExactlyElementsOf(audited("", path).stream().map(AuditEntry::request).toList());
  }

  @Test
  void whoIsNoOperatorIsInThePlatformsLogWhenRefused() throws Exception {
    make("soylent");
    var path = own("soylent") + "/flows";

    set(ada("soylent"), "soylent", "flows", "{\"limit\":7}");
    registry.send("DELETE", path, ada("soylent"), "");

    await().until(() -> audited("", path).size() == 2);
    assertThat(audited("", path))
        .allSatisfy(
            entry -> {
              assertThat(entry.status()).isEqualTo(403);
              assertThat(entry.subject()).isEqualTo("ada");
              assertThat(entry.address()).isEqualTo("127.0.0.1");
              assertThat(entry.organization()).isNull();
            });
    assertThat(audited("", path))
        .extracting(AuditEntry::action)
        .containsExactly("PUT " + path, "DELETE " + path);
    assertThat(audited("soylent", path)).isEmpty();
  }

  @Test
  void whatCannotBeSetIsExplained() throws Exception {
    make("hooli");

    assertThat(set(operator(), "hooli", "flow", "{\"limit\":7}").body())
        .contains("quota-not-found", "builds-per-hour");
    assertThat(set(operator(), "hooli", "flows", "{\"limit\":-1}").body())
        .contains("limit-invalid");
    assertThat(set(operator(), "hooli", "flows", "{}").body()).contains("field-missing");
    assertThat(set(operator(), "nowhere", "flows", "{\"limit\":7}").body())
        .contains("organization-not-found");
  }

  @Test
  void ownersGetOneLetterForEachQuotaAndPeriod() throws Exception {
    make("piper");
    for (int i = 0; i < 3; i++) {
      registry.tell(neared("piper", "flows", 160 + i, "2026-11"));
    }
    registry.tell(neared("piper", "flows", 190, "2026-12"));
    registry.tell(neared("piper", "unheard-of", 9, "2026-11"));
    registry.tellQuotaWarning("{not json");

    registry.writeLetters();
    registry.writeLetters();

    var letters =
        registry.part(KeptLetters.class).all().stream()
            .filter(letter -> letter.subject().startsWith("piper"))
            .toList();
    assertThat(letters)
        .extracting(Letter::subject)
        .containsExactly(
            "piper uses most of its quota flows",
            "piper uses most of its quota flows",
            "piper uses most of its quota unheard-of");
    assertThat(letters.getFirst().to()).isEqualTo(List.of("ada@people.test"));
    assertThat(letters.getFirst().text())
        .contains("uses 160 of 200 flows", "deploying another refuses", "once in 2026-11");
  }

  private static QuotaNeared neared(String organization, String quota, long used, String period) {
    return new QuotaNeared(new OrganizationName(organization), quota, used, 200, period);
  }

  private static void make(String organization) throws Exception {
    var made =
        registry.send(
            "POST",
            "/api/v1/organizations",
            ada(),
            "{\"name\":\"%s\",\"title\":\"It\"}".formatted(organization));
    assertThat(made.statusCode()).isEqualTo(201);
    await().until(() -> !events(organization).isEmpty());
  }

  private static Map<String, Long> told(String organization) {
    return events(organization).getLast().quotas();
  }

  private static List<OrganizationChanged> events(String organization) {
    return registry.kafka().events(OrganizationChanged.TOPIC).stream()
        .filter(event -> event.key().equals(organization))
        .map(event -> Json.read(event.value(), OrganizationChanged.class))
        .toList();
  }

  private static List<AuditEntry> audited(String organization, String path) {
    return registry.kafka().events(AuditEntry.TOPIC).stream()
        .filter(event -> event.key().equals(organization))
        .map(event -> Json.read(event.value(), AuditEntry.class))
        .filter(entry -> entry.object().equals(path))
        .toList();
  }

  private static JsonNode quota(String organization, String quota) throws Exception {
    var answer =
        registry.get("/api/v1/organizations/" + organization + "/quotas", ada(organization)).body();
    for (var each : Json.tree(answer).path("quotas")) {
      if (each.path("quota").asString().equals(quota)) {
        return each;
      }
    }
    throw new AssertionError(answer);
  }

  private static HttpResponse<String> set(
      String token, String organization, String quota, String body) throws Exception {
    return registry.send("PUT", own(organization) + "/" + quota, token, body);
  }

  private static String own(String organization) {
    return "/api/v1/operator/organizations/" + organization + "/quotas";
  }

  private static String operator() throws JOSEException {
    return registry.issuer().operator();
  }

  private static String ada(String... organizations) throws JOSEException {
    return registry.issuer().person("ada", organizations);
  }
}
