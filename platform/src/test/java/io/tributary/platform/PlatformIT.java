package io.tributary.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.platform.home.SecretFile;
import io.tributary.platform.home.Unpacked;
import io.tributary.platform.launch.Exit;
import io.tributary.platform.launch.Verbs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One platform's life, with real parts: first start, use, a kill, the start after it, the end. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlatformIT {
  // In target: what is unpacked and augmented once serves the next run of this test, too.
  private static final Path HOME = Path.of("target", "it-home").toAbsolutePath();
  private static final Path ROOT =
      Path.of(System.getProperty("tributary.root", "..")).toAbsolutePath();
  private static final String PORT = "18480";
  private static final ByteArrayOutputStream OUT = new ByteArrayOutputStream();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static Path data;

  @BeforeAll
  static void firstStart() throws IOException {
    Files.createDirectories(HOME);
    data = Files.createTempDirectory("tributary-it");
    assertThat(run("up")).as(() -> text()).isEqualTo(Exit.DONE);
  }

  @AfterAll
  static void end() {
    assertThat(run("down")).isEqualTo(Exit.DONE);
    assertThat(run("status")).isEqualTo(Exit.NOT_FOUND);
    Unpacked.delete(data);
  }

  @Test
  @Order(1)
  void theFirstStartShowsEveryPartAndTheLogins() {
    assertThat(text())
        .contains("postgres 18.6", "kafka 4.4.0", "keycloak 26.7.3", "step runner", "platform")
        .contains("containers", "dev@acme.test / ", "Tributary is ready");
  }

  @Test
  @Order(2)
  void aDemoPersonsTokenNamesTheOrganizationAndTheAudience() throws Exception {
    var claims = claims(token("dev@acme.test"));

    assertThat(claims.path("organization").toString()).contains("acme").doesNotContain("northwind");
    assertThat(claims.path("aud").toString()).contains("tributary");
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
    assertThat(claims(token("operator@tributary.test")).path("realm_access").toString())
        .contains("operator");
  }

  @Test
  @Order(3)
  void aServiceClientHasTheRoleOfAService() throws Exception {
    var secret = new SecretFile(data.resolve("secrets/client-tributary-runner")).read();

    var answer =
        post(
            Map.of(
                "grant_type", "client_credentials",
                "client_id", "tributary-runner",
                "client_secret", secret));

    assertThat(claims(answer.path("access_token").asString()).path("realm_access").toString())
        .contains("service");
  }

  @Test
  @Order(4)
  void trappedMailIsShownToWhoeverIsLoggedIn() throws Exception {
    assertThat(mail("").statusCode()).isEqualTo(401);

    var answer = mail(token("dev@acme.test"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("[]");
  }

  /** Real tokens of a real Keycloak, which is told of each change. */
  @Test
  @Order(5)
  void tokensNameAnOrganizationFromItsMakingToTheMembersLeaving() throws Exception {
    var made =
        send(
            "POST",
            "/api/v1/organizations",
            token("dev@acme.test"),
            "{\"name\":\"globex\",\"title\":\"Globex\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(json(made).path("named").asBoolean()).isTrue();
    var owner = token("dev@acme.test");
    assertThat(claims(owner).path("organization").toString()).contains("globex", "acme");

    var invited =
        send(
            "POST",
            "/api/v1/organizations/globex/invitations",
            owner,
            "{\"email\":\"dev@northwind.test\",\"role\":\"viewer\"}");
    assertThat(json(invited).path("sent").asBoolean()).as(invited.body()).isTrue();
    assertThat(mail(owner).body()).contains("dev@northwind.test", "Join Globex");
    var code = "{\"code\":\"%s\"}".formatted(json(invited).path("code").asString());
    assertThat(
            send("POST", "/api/v1/invitations/accept", token("dev@northwind.test"), code)
                .statusCode())
        .isEqualTo(200);
    var guest = token("dev@northwind.test");
    assertThat(claims(guest).path("organization").toString()).contains("globex", "northwind");
    assertThat(answersWithin(Duration.ofSeconds(10), "/api/v1/organizations/globex", guest))
        .isTrue();

    assertThat(send("DELETE", "/api/v1/organizations/globex/members/me", guest, "").statusCode())
        .isEqualTo(204);
    assertThat(claims(token("dev@northwind.test")).path("organization").toString())
        .doesNotContain("globex");
    assertThat(
            saysWithin(
                Duration.ofSeconds(10),
                "/api/v1/organizations/globex/audit",
                owner,
                "DELETE /api/v1/organizations/{organization}/members/{subject}"))
        .isTrue();
  }

  @Test
  @Order(6)
  void aPersonSignsInWithABrowser() throws Exception {
    var owner = token("dev@acme.test");
    for (var name : List.of("initech", "hooli")) {
      send(
          "POST",
          "/api/v1/organizations",
          owner,
          "{\"name\":\"%1$s\",\"title\":\"%1$s\"}".formatted(name));
    }
    var suspended =
        send(
            "PUT",
            "/api/v1/operator/organizations/initech/suspension",
            token("operator@tributary.test"),
            "{\"reason\":\"The bill is not paid.\"}");
    assertThat(suspended.statusCode()).as(suspended.body()).isEqualTo(204);
    var leaving =
        send(
            "PUT",
            "/api/v1/organizations/hooli/deletion",
            token("dev@acme.test"),
            "{\"name\":\"hooli\"}");
    assertThat(leaving.statusCode()).as(leaving.body()).isIn(200, 202);

    try (var browser = new SignInStory(page(), issuer())) {
      browser.showsAPersonsOrganizationsAndKeepsNoToken("dev@acme.test", password("dev@acme.test"));
      browser.endsWithTheSession();
      browser.saysHowToMakeAnOrganization(
          "operator@tributary.test", password("operator@tributary.test"));
    }
  }

  @Test
  @Order(7)
  void aBrowserIsToldWhatIsAway() throws Exception {
    try (var browser = new SignInStory(page(), issuer())) {
      browser.saysWhatIsAwayAndWhatToDo();
      browser.saysWhenAnotherProviderCannotBeUsed();
      browser.asksAgainForOrganizations("dev@acme.test", password("dev@acme.test"));
    }
  }

  @Test
  @Order(8)
  void theIdentityProviderSendsCodesNowhereElse() throws Exception {
    var authorization = new AuthorizationRequests(page(), issuer());

    authorization.showTheLogInOnlyForWhatIsExactlyOurs();
    authorization.giveNoTokensForPasswords("dev@acme.test", password("dev@acme.test"));
  }

  @Test
  @Order(9)
  void whatHasLeftIsNamedByNoToken() throws Exception {
    assertThat(claims(token("dev@acme.test")).path("organization").toString()).contains("hooli");
    try (var database = database("postgres");
        var statement = database.createStatement()) {
      // Its day has come.
      int due =
          statement.executeUpdate(
              "update registry.organizations set due_at = now() where name = 'hooli'");
      assertThat(due).isEqualTo(1);
    }

    assertThat(isForgottenWithin(Duration.ofSeconds(60), "dev@acme.test", "hooli")).isTrue();
    var owner = token("dev@acme.test");
    assertThat(claims(owner).path("organization").toString()).contains("acme");
    assertThat(send("GET", "/api/v1/organizations", owner, "").body()).doesNotContain("hooli");
    assertThat(
            send(
                    "POST",
                    "/api/v1/organizations",
                    owner,
                    "{\"name\":\"hooli\",\"title\":\"Another\"}")
                .body())
        .contains("organization-taken");
  }

  @Test
  @Order(10)
  void aSecondUpSaysSo() {
    assertThat(run("up")).isEqualTo(Exit.DONE);
    assertThat(text()).contains("already up");
  }

  @Test
  @Order(11)
  void noSecretStandsInAnEnvironmentOrALog() throws IOException {
    var secrets = secrets();

    for (var part : List.of("platform", "runner", "kafka", "keycloak", "postgres")) {
      var environment =
          Files.readString(
              Path.of("/proc", Long.toString(pid(part)), "environ"), StandardCharsets.ISO_8859_1);
      var commandLine =
          Files.readString(
              Path.of("/proc", Long.toString(pid(part)), "cmdline"), StandardCharsets.ISO_8859_1);
      var log =
          Files.readString(data.resolve("logs/" + part + ".log"), StandardCharsets.ISO_8859_1);
      assertThat(secrets)
          .isNotEmpty()
          .noneMatch(environment::contains)
          .noneMatch(commandLine::contains)
          .noneMatch(log::contains);
    }
  }

  @Test
  @Order(12)
  void aKilledPlatformFindsItsPartsAndDataAgain() throws Exception {
    try (var database = database();
        var statement = database.createStatement()) {
      statement.execute("create table public.kept (word text)");
      statement.execute("insert into public.kept values ('kept')");
    }
    try (var kafka = kafka()) {
      kafka
          .createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
    long broker = pid("kafka");
    kill(pid("platform"));

    assertThat(run("up")).as(() -> text()).isEqualTo(Exit.DONE);

    assertThat(text()).contains("(kept running)");
    assertThat(pid("kafka")).isEqualTo(broker);
    requireKept();
  }

  @Test
  @Order(13)
  void aKilledBrokerIsBroughtBackWhereItWas() throws Exception {
    int port = port("kafka");
    kill(pid("kafka"));

    try (var kafka = kafka()) {
      assertThat(kafka.listTopics().names().get(60, TimeUnit.SECONDS)).contains("kept");
    }
    assertThat(port("kafka")).isEqualTo(port);
  }

  @Test
  @Order(14)
  void servicesGoOnAfterTheDatabaseWasKilled() throws Exception {
    var token = token("dev@acme.test");
    kill(pid("postgres"));

    assertThat(answersWithin(Duration.ofSeconds(90), "/api/v1/organizations/acme/flows", token))
        .isTrue();
  }

  @Test
  @Order(15)
  void downEndsAllAndTheNextStartKeepsTheData() throws Exception {
    assertThat(run("down")).isEqualTo(Exit.DONE);
    assertThat(run("status")).isEqualTo(Exit.NOT_FOUND);

    assertThat(run("up")).as(() -> text()).isEqualTo(Exit.DONE);

    requireKept();
    assertThat(claims(token("dev@acme.test")).path("organization").toString()).contains("acme");
  }

  private static void requireKept() throws Exception {
    try (var database = database();
        var rows = database.createStatement().executeQuery("select word from public.kept")) {
      assertThat(rows.next()).isTrue();
    }
    try (var kafka = kafka()) {
      assertThat(kafka.listTopics().names().get(30, TimeUnit.SECONDS)).contains("kept");
    }
  }

  private static Exit run(String verb) {
    OUT.reset();
    var out = new PrintStream(OUT, true, StandardCharsets.UTF_8);
    return new Verbs(Map.of("TRIBUTARY_HOME", HOME.toString()), ROOT, out, out)
        .run(List.of(verb, "--data", data.toString(), "--port", PORT));
  }

  private static String text() {
    return OUT.toString(StandardCharsets.UTF_8);
  }

  private static List<String> secrets() throws IOException {
    try (var files = Files.list(data.resolve("secrets"))) {
      return files
          .filter(file -> !file.toString().endsWith(".conf"))
          .map(file -> new SecretFile(file).read())
          .toList();
    }
  }

  private static long pid(String part) throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(data.resolve("run/" + part + ".json")))
        .path("pid")
        .asLong();
  }

  private static void kill(long pid) throws Exception {
    var process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    try {
      process.onExit().get(20, TimeUnit.SECONDS);
    } catch (TimeoutException stillThere) {
      throw new AssertionError("process " + pid + " does not end", stillThere);
    }
  }

  private static int port(String part) throws IOException {
    var ports = new Properties();
    try (var reader = Files.newBufferedReader(data.resolve("ports"))) {
      ports.load(reader);
    }
    return Integer.parseInt(ports.getProperty(part));
  }

  private static Connection database() throws IOException, SQLException {
    return database("tributary");
  }

  private static Connection database(String role) throws IOException, SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port("postgres") + "/tributary",
        role,
        new SecretFile(data.resolve("secrets/postgres-" + role)).read());
  }

  private static Admin kafka() throws IOException {
    return Admin.create(
        BrokerAccess.of(
                "127.0.0.1:" + port("kafka"), data.resolve("kafka/accounts/broker.properties"))
            .settings());
  }

  private static URI page() {
    return URI.create("http://localhost:" + PORT + "/");
  }

  private static URI issuer() throws IOException {
    return URI.create("http://localhost:" + port("keycloak") + "/auth/realms/tributary");
  }

  private static String password(String email) throws IOException {
    return Files.readAllLines(data.resolve("demo-logins")).stream()
        .filter(line -> line.startsWith(email + " "))
        .map(line -> line.substring(email.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  private static String token(String email) throws Exception {
    return post(Map.of(
            "grant_type", "password",
            "client_id", "tributary-demo",
            "username", email,
            "password", password(email),
            "scope", "openid organization:*"))
        .path("access_token")
        .asString();
  }

  private static JsonNode post(Map<String, String> form) throws Exception {
    var body =
        form.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    var request =
        HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return JsonMapper.shared()
        .readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** Whether a person gets a good answer in time. */
  private static boolean answersWithin(Duration limit, String path, String token) throws Exception {
    return saysWithin(limit, path, token, "");
  }

  /** Whether new tokens of the person name the organization no more, in time. */
  private static boolean isForgottenWithin(Duration limit, String email, String organization)
      throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (claims(token(email)).path("organization").toString().contains(organization)) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(500); // between two looks
    }
    return true;
  }

  /** The same, with this text in it. */
  private static boolean saysWithin(Duration limit, String path, String token, String text)
      throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    for (var answer = get(path, token);
        answer.statusCode() != 200 || !answer.body().contains(text);
        answer = get(path, token)) {
      if (System.nanoTime() > end) {
        return false;
      }
    }
    return true;
  }

  private static HttpResponse<String> send(String method, String path, String token, String body)
      throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static HttpResponse<String> mail(String token) throws Exception {
    return get("/dev/mail", token);
  }

  private static HttpResponse<String> get(String path, String token) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode claims(String token) {
    var body = token.split("\\.", -1)[1];
    return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(body));
  }
}
