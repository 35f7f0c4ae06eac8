package io.tributary.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import io.tributary.contracts.builds.BuildFinished;
import io.tributary.contracts.builds.BuildRequested;
import io.tributary.contracts.builds.BuildResult;
import io.tributary.contracts.builds.BuildTopics;
import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.organizations.OrganizationChanged;
import io.tributary.foundation.json.Json;
import io.tributary.registry.OrganizationParts.KeptLetters;
import io.tributary.registry.versions.AVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An organization leaves: asked for, called off, exported, deleted. */
class DeletionIT {
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
  void whoIsLeavingCanBeLookedAtAndExportedAndNothingElse() throws Exception {
    var ada = made("acme");

    var asked = ask(ada, "acme", "acme");

    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
    var view = Json.tree(asked.body());
    assertThat(view.path("state").asString()).isEqualTo("leaving");
    assertThat(Instant.parse(view.path("at").asString()))
        .isBetween(
            Instant.now().plus(Duration.ofDays(13)), Instant.now().plus(Duration.ofDays(14)));
    await().untilAsserted(() -> assertThat(publisher(ada, "acme", "acme-x")).contains("leaving"));
    assertThat(registry.get("/api/v1/organizations/acme", ada).body()).contains("\"leaves\":\"2");
    assertThat(export(ada, "acme").statusCode()).isEqualTo(200);
    var letter = registry.part(KeptLetters.class).last();
    assertThat(letter.to()).containsExactly("ada@people.test");
    assertThat(letter.text())
        .contains("tributary orgs keep acme")
        .contains("tributary orgs export acme");
  }

  @Test
  void itIsCalledOffByAnOwnerAndGoesOn() throws Exception {
    var ada = made("globex");
    ask(ada, "globex", "globex");
    await()
        .untilAsserted(() -> assertThat(publisher(ada, "globex", "globex-x")).contains("leaving"));

    assertThat(send("DELETE", deletion("globex"), ada, "").statusCode()).isEqualTo(204);

    await()
        .untilAsserted(
            () ->
                assertThat(publisher(ada, "globex", "globex-x")).contains("\"name\":\"globex-x\""));
    assertThat(registry.part(KeptLetters.class).last().subject())
        .isEqualTo("globex is not deleted");
    assertThat(registry.get(deletion("globex"), ada).body())
        .isEqualTo("{\"state\":\"active\",\"waitingTime\":\"PT336H\"}");
  }

  @Test
  void onlyAnOwnerWhoRepeatsTheNameIsHeard() throws Exception {
    var ada = made("initech");

    assertThat(ask(ada, "initech", "intech").body()).contains("confirmation-wrong", "intech");
    assertThat(send("PUT", deletion("initech"), ada, "{}").body()).contains("field-missing");
    assertThat(
            ask(registry.issuer().person("mallory", "initech"), "initech", "initech").statusCode())
        .isEqualTo(404);
    assertThat(registry.get(deletion("initech"), ada).body()).contains("\"state\":\"active\"");
  }

  @Test
  void askedTwiceTheFirstDayCounts() throws Exception {
    var ada = made("umbrella");
    var first = Json.tree(ask(ada, "umbrella", "umbrella").body()).path("at").asString();

    assertThat(Json.tree(ask(ada, "umbrella", "umbrella").body()).path("at").asString())
        .isEqualTo(first);
  }

  @Test
  void whatTheOperatorSuspendsStays() throws Exception {
    var ada = made("hooli");
    ask(ada, "hooli", "hooli");
    var suspension = "/api/v1/operator/organizations/hooli/suspension";
    var operator = registry.issuer().operator();

    send("DELETE", suspension, operator, "");
    assertThat(registry.get(deletion("hooli"), ada).body()).contains("leaving");
    send("PUT", suspension, operator, "{\"reason\":\"evidence\"}");

    assertThat(registry.get(deletion("hooli"), ada).body()).contains("\"state\":\"suspended\"");
    await()
        .untilAsserted(
            () -> assertThat(ask(ada, "hooli", "hooli").body()).contains("organization-suspended"));
  }

  @Test
  void theExportHasWhatIsTheirsAndNoSecret() throws Exception {
    var ada = made("stark");
    publisher(ada, "stark", "stark");
    var commit = pushed(ada, "stark/reactor");
    var token =
        Json.tree(
                send(
                        "POST",
                        "/api/v1/organizations/stark/tokens",
                        ada,
                        "{\"name\":\"ci\",\"scopes\":[\"push\"],\"days\":30}")
                    .body())
            .path("secret")
            .asString();

    assertThat(token).isNotEmpty();

    var archive = entries(export(ada, "stark").body());

    assertThat(archive)
        .containsKeys(
            "export.json",
            "registry/members.jsonl",
            "registry/versions.jsonl",
            "registry/audit-log.jsonl",
            "repositories/stark/reactor.bundle");
    assertThat(text(archive, "registry/members.jsonl")).contains("ada@people.test");
    assertThat(text(archive, "registry/versions.jsonl")).contains(commit);
    assertThat(text(archive, "registry/personal-access-tokens.jsonl"))
        .contains("\"ci\"")
        .doesNotContain("hash", token);
    var bundle =
        Files.write(
            folder.resolve("reactor.bundle"), archive.get("repositories/stark/reactor.bundle"));
    var clone = new GitClient(folder.resolve("clone"), "");
    clone.run("fetch", "--quiet", bundle.toString(), "refs/heads/main");
    assertThat(clone.run("rev-parse", "FETCH_HEAD").text().strip()).isEqualTo(commit);
  }

  @Test
  void whenTheDayHasComeNothingIsLeftButWhatWasSaid() throws Exception {
    var ada = made("wayne");
    publisher(ada, "wayne", "wayne");
    listed("wayne/cave", pushed(ada, "wayne/cave"));
    var other = made("piper");
    publisher(other, "piper", "piper");
    listed("piper/net", pushed(other, "piper/net"));
    var holdings = registry.get("/api/v1/organizations/wayne/holdings", ada).body();
    assertThat(holdings)
        .contains("{\"name\":\"repositories\",\"count\":1}", "{\"name\":\"versions\",\"count\":1}")
        .contains("publishers' names (1)");
    ask(ada, "wayne", "wayne");

    registry
        .database()
        .sql("update registry.organizations set due_at = now() where name = 'wayne'")
        .update();

    await().atMost(Duration.ofSeconds(30)).until(() -> rows("members", "wayne") == 0);
    assertThat(registry.get(deletion("wayne"), ada).statusCode()).isEqualTo(404);
    assertThat(rows("versions", "wayne")).isZero();
    assertThat(rows("publishers", "wayne")).as("the name stays taken").isEqualTo(1);
    assertThat(folder.resolve("git/wayne")).doesNotExist();
    assertThat(folder.resolve("git/.incoming")).isEmptyDirectory();
    assertThat(
            send("POST", "/api/v1/organizations", ada, "{\"name\":\"wayne\",\"title\":\"W\"}")
                .body())
        .contains("organization-taken");
    assertThat(
            send(
                    "DELETE",
                    "/api/v1/operator/organizations/wayne/suspension",
                    registry.issuer().operator(),
                    "")
                .statusCode())
        .as("not brought back")
        .isEqualTo(404);
    assertThat(lastTold("wayne")).contains("\"state\":\"DELETED\"", "\"members\":{}");
    await().until(() -> lastListing("wayne/cave@1.0.0").isEmpty());
    assertThat(lastListing("piper/net@1.0.0")).contains("manifest");
    assertThat(rows("versions", "piper")).isEqualTo(1);
    assertThat(rows("members", "piper")).isEqualTo(1);
    assertThat(folder.resolve("git/piper/net.git")).isDirectory();
  }

  private static String made(String organization) throws Exception {
    var ada = registry.issuer().person("ada", organization);
    var made =
        send(
            "POST",
            "/api/v1/organizations",
            ada,
            "{\"name\":\"%s\",\"title\":\"The %s\"}".formatted(organization, organization));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    await().until(() -> registry.get(deletion(organization), ada).statusCode() == 200);
    return ada;
  }

  private static HttpResponse<String> ask(String token, String organization, String again)
      throws Exception {
    return send("PUT", deletion(organization), token, "{\"name\":\"%s\"}".formatted(again));
  }

  private static String publisher(String token, String organization, String name) throws Exception {
    return send(
            "POST",
            "/api/v1/organizations/%s/publishers".formatted(organization),
            token,
            "{\"name\":\"%s\"}".formatted(name))
        .body();
  }

  private static String pushed(String token, String component) throws Exception {
    var git =
        new GitClient(folder.resolve("source-" + component.replace('/', '-')), token)
            .with("component.json", AVersion.manifest(component + "@1.0.0"));
    var commit = git.commit("first");
    var pushed = git.run("push", "%s/git/%s.git".formatted(registry.url(), component), "main");
    assertThat(pushed.exit()).as(pushed.text()).isZero();
    return commit;
  }

  /** As if it had been built, and told to everybody. */
  private static void listed(String component, String commit) {
    var asked =
        await()
            .until(
                () ->
                    registry.kafka().events(BuildTopics.REQUESTED).stream()
                        .map(event -> Json.read(event.value(), BuildRequested.class))
                        .filter(each -> each.commit().value().equals(commit))
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    registry.tell(
        new BuildFinished(
            asked.build(),
            asked.version(),
            asked.commit(),
            new BuildResult.Succeeded(new ImageDigest("sha256:" + "b".repeat(64)), 10, 1),
            Instant.EPOCH));
    await().until(() -> lastListing(component + "@1.0.0").contains("manifest"));
  }

  /** Empty where there is none, or no more. */
  private static String lastListing(String version) {
    return registry.kafka().events(ComponentListed.TOPIC).stream()
        .filter(event -> event.key().equals(version))
        .map(RecordingKafka.Event::value)
        .reduce("", (_, last) -> last);
  }

  private static HttpResponse<byte[]> export(String token, String organization) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create(
                        "%s/api/v1/organizations/%s/export"
                            .formatted(registry.url(), organization)))
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.ofByteArray());
  }

  private static Map<String, byte[]> entries(byte[] archive) throws IOException {
    var entries = new HashMap<String, byte[]>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static String text(Map<String, byte[]> archive, String entry) {
    return new String(archive.getOrDefault(entry, new byte[0]), StandardCharsets.UTF_8);
  }

  private static long rows(String table, String organization) {
    return registry
        .database()
        .sql("select count(*) from registry." + table + " where organization = ?")
        .param(organization)
        .query(Long.class)
        .single();
  }

  private static String lastTold(String organization) {
    List<RecordingKafka.Event> told =
        registry.kafka().events(OrganizationChanged.TOPIC).stream()
            .filter(event -> event.key().equals(organization))
            .toList();
    return told.getLast().value();
  }

  private static String deletion(String organization) {
    return "/api/v1/organizations/" + organization + "/deletion";
  }

  private static HttpResponse<String> send(String method, String path, String token, String body)
      throws Exception {
    return registry.send(method, path, token, body);
  }
}
