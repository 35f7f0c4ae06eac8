package io.tributary.builder.api;

import static io.tributary.builder.builds.BuildFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.builder.BuilderApplication;
import io.tributary.builder.builds.BuildFixtures;
import io.tributary.builder.builds.BuildId;
import io.tributary.builder.builds.BuildState;
import io.tributary.builder.builds.Builds;
import io.tributary.builder.database.TestDatabase;
import io.tributary.builder.requests.BuildRequests;
import io.tributary.contracts.builds.BuildFinished;
import io.tributary.contracts.builds.BuildRequested;
import io.tributary.contracts.builds.BuildResult;
import io.tributary.contracts.builds.BuildTopics;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.leaving.Exported;
import io.tributary.foundation.persistence.ActsAcross;
import io.tributary.foundation.persistence.Use;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The whole service on a real database and port; no broker and no registry answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ActsAcross(Use.BUILDS)
class BuilderApiIT {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final OrganizationName NORTHWIND = new OrganizationName("northwind");

  private final HttpClient http = HttpClient.newHttpClient();
  private Tokens tokens;
  private ConfigurableApplicationContext service;
  private String address;

  @BeforeAll
  void starts() throws Exception {
    TestDatabase.clear();
    // Numbers begin anew with each database, and so must their logs.
    FileSystemUtils.deleteRecursively(Path.of("target", "it-api"));
    tokens = new Tokens();
    var secret = Files.writeString(Files.createTempFile("client", ".secret"), "secret");
    service =
        new SpringApplication(BuilderApplication.class)
            .run(
                "--server.port=0",
                "--tributary.database.url=" + TestDatabase.url(),
                "--tributary.database.app.password=",
                "--tributary.database.platform.password=",
                "--tributary.organizations.members=token",
                "--tributary.organizations.role=owner",
                "--tributary.oidc.issuer=" + Tokens.ISSUER,
                "--tributary.oidc.jwks=" + tokens.address("/keys"),
                "--tributary.oidc.token-endpoint=" + tokens.address("/token"),
                "--tributary.client.id=builder",
                "--tributary.client.secret-file=" + secret,
                "--tributary.kafka.bootstrap=127.0.0.1:1",
                "--spring.kafka.admin.operation-timeout=1s",
                "--spring.kafka.admin.properties.default.api.timeout.ms=2000",
                "--spring.kafka.admin.properties.request.timeout.ms=1000",
                "--tributary.registry.url=http://127.0.0.1:1",
                "--tributary.data=" + Path.of("target", "it-api").toAbsolutePath(),
                "--tributary.images=" + Path.of("target", "it-data", "images").toAbsolutePath());
    int port = ((WebServerApplicationContext) service).getWebServer().getPort();
    address = "http://127.0.0.1:" + port + "/api/v1/organizations/acme/builds";
  }

  @AfterAll
  void stops() {
    service.close();
    tokens.close();
  }

  @Test
  void buildOfUnreachableSourceFailsWithItsLogToTheFinalBlock() throws Exception {
    request(118);

    var log = get("/118/log?follow=true", "ada", "acme").body().lines().toList();

    assertThat(log.getFirst()).contains("Build 118 of acme-parts/ledger@1.4.2 is queued.");
    var end = Json.tree(log.getLast());
    assertThat(end.path("kind").asString()).isEqualTo("end");
    assertThat(end.path("state").asString()).isEqualTo("failed");
    assertThat(end.path("text").path(0).asString()).isEqualTo("Build 118: FAILED");
    assertThat(end.path("text").path(1).asString())
        .isEqualTo("  fetch FAILED · check – · compile – · image –");
    assertThat(get("/118/log?from=2", "ada", "acme").body().lines()).hasSize(log.size() - 1);
    var view = Json.tree(get("/118", "ada", "acme").body());
    assertThat(view.path("state").asString()).isEqualTo("failed");
    assertThat(view.path("failure").path("blame").asString()).isEqualTo("platform");
    assertThat(announced(118).result()).isInstanceOf(BuildResult.Failed.class);
  }

  @Test
  void sameOrderTwiceIsOneBuild() {
    request(200);
    request(200);

    var builds = service.getBean(Builds.class);
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(30))
        .until(() -> builds.find(new BuildId(200)).orElseThrow().state().isFinal());
    assertThat(announcements(200)).hasSize(1);
  }

  @Test
  void runningBuildIsCancelledWithinSeconds() throws Exception {
    request(300);
    var builds = service.getBean(Builds.class);
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                builds.find(new BuildId(300)).orElseThrow().state() instanceof BuildState.Running);

    var answer = post("/300/cancel", "ada", "acme");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.tree(answer.body()).path("cancelledBy").asString()).isEqualTo("ada");
    var log = get("/300/log?follow=true", "ada", "acme").body().lines().toList();
    assertThat(Json.tree(log.getLast()).path("state").asString()).isEqualTo("cancelled");
    assertThat(announced(300).result()).isInstanceOf(BuildResult.Cancelled.class);
    assertThat(post("/300/cancel", "ada", "acme").statusCode()).isEqualTo(200);
  }

  @Test
  void strangersAndTheLoggedOutSeeNothing() throws Exception {
    request(400);

    assertThat(get("/400", "eve", "northwind").statusCode()).isEqualTo(404);
    var anonymous =
        http.send(
            HttpRequest.newBuilder(URI.create(address + "/400")).build(), BodyHandlers.ofString());
    assertThat(anonymous.statusCode()).isEqualTo(401);
    var other =
        http.send(
            HttpRequest.newBuilder(URI.create(address.replace("/acme/", "/northwind/") + "/400"))
                .header("Authorization", "Bearer " + tokens.member("eve", "northwind"))
                .build(),
            BodyHandlers.ofString());
    assertThat(other.statusCode()).isEqualTo(404);
    assertThat(other.body()).contains("build-unknown");
  }

  @Test
  void finishedBuildCannotBeCancelled() throws Exception {
    var builds = service.getBean(Builds.class);
    builds.add(BuildFixtures.aBuild(500, "5".repeat(40), "{}"));
    builds.change(
        new BuildId(500),
        build ->
            build
                .claimed(BuildFixtures.ADA, NOON)
                .finished(BuildFixtures.ADA, BuildFixtures.succeeded()));

    var answer = post("/500/cancel", "ada", "acme");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(Json.tree(answer.body()).path("code").asString()).isEqualTo("build-finished");
    var log = get("/500/log?follow=true", "ada", "acme").body().lines().toList();
    assertThat(Json.tree(log.getLast()).path("state").asString()).isEqualTo("succeeded");
  }

  /** Whatever became of them by now. */
  @Test
  void ownersExportTheirBuildsAndNobodyElses() throws Exception {
    request(ACME, 600);
    request(NORTHWIND, 601);

    var answer =
        http.send(
            authorized("", "ada", "acme")
                .uri(URI.create(address.replace("/builds", "/export")))
                .GET()
                .build(),
            BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(200);
    var files = Exported.files(answer.body());
    assertThat(files)
        .containsKeys("builder/builds.jsonl", "builder/logs/600.jsonl")
        .doesNotContainKey("builder/logs/601.jsonl");
    assertThat(files.get("builder/builds.jsonl"))
        .contains("\"id\": 600,")
        .doesNotContain("\"id\": 601,");
  }

  @Test
  void unreadableOrderIsPassed() {
    service.getBean(BuildRequests.class).take("{\"build\":");
    service.getBean(BuildRequests.class).take("{\"build\":1,\"organization\":\"NOT A NAME\"}");

    assertThat(service.getBean(Builds.class).find(new BuildId(1))).isEmpty();
  }

  private void request(long id) {
    request(ACME, id);
  }

  private void request(OrganizationName organization, long id) {
    var order = BuildFixtures.anOrder("%040x".formatted(id), "{}");
    service
        .getBean(BuildRequests.class)
        .take(
            Json.write(
                new BuildRequested(
                    id,
                    organization,
                    order.version(),
                    order.commit(),
                    order.reference(),
                    order.manifest(),
                    order.requestedAt())));
  }

  private BuildFinished announced(long id) {
    return announcements(id).getFirst();
  }

  private static List<BuildFinished> announcements(long id) {
    return TestDatabase.raw()
        .sql("select payload from builder.outbox where topic = ? order by id")
        .param(BuildTopics.FINISHED)
        .query(String.class)
        .list()
        .stream()
        .map(payload -> Json.read(payload, BuildFinished.class))
        .filter(finished -> finished.build() == id)
        .toList();
  }

  private HttpResponse<String> get(String path, String name, String organization) throws Exception {
    return http.send(authorized(path, name, organization).GET().build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String name, String organization)
      throws Exception {
    return http.send(
        authorized(path, name, organization).POST(HttpRequest.BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder authorized(String path, String name, String organization)
      throws Exception {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + tokens.member(name, organization));
  }
}
