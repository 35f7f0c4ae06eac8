package io.tributary.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.acceptance.Command.Ran;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The whole story through the front door: on Docker from an empty folder, then without Docker on
 * the data that the first telling left. The stories build on each other, so they have an order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {
  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));
  private static final Duration LONG = Duration.ofMinutes(12);

  private static Command tributary;

  @BeforeAll
  static void prepare() throws Exception {
    // Short: sockets lie in it.
    var home = Files.createTempDirectory("tr");
    try (var free = new ServerSocket(0)) {
      tributary = new Command(ROOT, home, free.getLocalPort());
    }
  }

  @AfterAll
  static void down() throws Exception {
    tributary.run(Duration.ofMinutes(2), "down");
    delete(tributary.home());
  }

  @Test
  @Order(1)
  void tellsTheStoryOnDockerFromAnEmptyFolder() throws Exception {
    var told = demo();

    assertThat(told.output())
        .contains("Docker")
        .contains("Tributary is ready")
        .contains("component.json:5:14  TB1110")
        .contains("Did you mean \"fields\"?")
        .contains("Refused, nothing stored.")
        .contains("[remote rejected] main -> main (component.json: 3 errors)")
        .contains("listed  tributary/webhook@1.1.0  sha256:")
        .contains("listed  northwind/cms-push@1.0.0  sha256:")
        .containsPattern("cms +docker ");
    assertDelivered(told);
  }

  @Test
  @Order(2)
  void keepsStrangersOut() throws Exception {
    assertThat(status("/api/v1/organizations/acme/flows")).isEqualTo(401);
    assertThat(status("/git/tributary/webhook.git/info/refs?service=git-upload-pack"))
        .isEqualTo(401);
    assertThat(status("/internal/v1/workers")).isEqualTo(401);
    assertThat(status("/actuator/health")).isEqualTo(200);
    assertThat(status("/schemas/component-manifest/v1.json")).isEqualTo(200);
  }

  @Test
  @Order(3)
  void aHostileStepGetsNowhereOnDocker() throws Exception {
    assertHeld("docker");
  }

  @Test
  @Order(4)
  void secretsAreSeenNowhere() throws Exception {
    assertThat(Canary.sing(tributary)).isEmpty();
  }

  @Test
  @Order(5)
  void tellsItAgainInSandboxesOnTheSameData() throws Exception {
    var ended = tributary.run(Duration.ofMinutes(2), "down");

    var told = demo("--no-docker");

    assertThat(ended.exit()).isZero();
    assertThat(told.output())
        .contains("sandbox (bubblewrap")
        .contains("tributary/webhook@1.1.0 is listed from an earlier demo")
        .containsPattern("cms +sandbox ");
    assertDelivered(told);
  }

  @Test
  @Order(7)
  void noRouteShowsOrChangesWhatIsNotOnes() throws Exception {
    var data = tributary.home().resolve("data");
    var front = new Front(tributary.port(), data.resolve("demo-logins"));

    var found = new RouteMatrix(front, ROOT).walk();

    System.out.println(found);
    assertThat(found.leaks()).isEmpty();
    assertThat(found.routes()).isGreaterThan(60);
  }

  @Test
  @Order(6)
  void aHostileStepGetsNowhereInASandbox() throws Exception {
    assertHeld("sandbox");
  }

  private static void assertHeld(String engine) throws Exception {
    var attacks = HostileStep.attack(tributary, engine);

    assertThat(attacks.through()).isEmpty();
    assertThat(attacks.held()).hasSizeGreaterThan(60);
    assertThat(attacks.held())
        .extracting(line -> line.substring(0, line.indexOf(' ')).replaceAll("-.*", ""))
        .contains("R1", "R2", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R14");
  }

  private static void assertDelivered(Ran told) {
    assertThat(told.output())
        .contains("CMS entries: 200 of 200, none twice")
        .contains("e-mails to sales@northwind.example: 200 of 200, none twice")
        .contains("answers by status: {201=200}");
  }

  private static Ran demo(String... more) throws Exception {
    var words = new java.util.ArrayList<>(java.util.List.of("demo"));
    words.addAll(java.util.List.of("--port", Integer.toString(tributary.port())));
    words.addAll(java.util.List.of(more));
    var told = tributary.run(LONG, words.toArray(String[]::new));
    System.out.println(told.output());
    assertThat(told.exit()).as(told.output()).isZero();
    return told;
  }

  private static int status(String path) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var address = URI.create("http://localhost:" + tributary.port() + path);
      return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static void delete(Path folder) throws Exception {
    try (var paths = Files.walk(folder)) {
      for (Path path :
          (Iterable<Path>) paths.sorted(java.util.Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}
