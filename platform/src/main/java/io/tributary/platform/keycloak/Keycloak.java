package io.tributary.platform.keycloak;

import io.tributary.platform.home.Distribution;
import io.tributary.platform.home.Home;
import io.tributary.platform.home.Ports;
import io.tributary.platform.home.SecretFile;
import io.tributary.platform.home.StartRefused;
import io.tributary.platform.part.Part;
import io.tributary.platform.part.PartState;
import io.tributary.platform.process.ChildPlan;
import io.tributary.platform.process.Children;
import io.tributary.platform.process.LiveProcess;
import io.tributary.registry.organizations.Founder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Keycloak on loopback, plain HTTP, with the realm of {@code deploy/keycloak}. */
public final class Keycloak implements Part {
  public static final String VERSION = "26.7.3";
  private static final int PREFERRED_PORT = 8180;
  private static final String BOOTSTRAP_CLIENT = "tributary-bootstrap";
  // C1 only: a laptop's Keycloak answers a few log-ins, and starts in three quarters of the time.
  private static final List<String> MEMORY =
      List.of(
          "-Xms48m",
          "-Xmx256m",
          "-Xss512k",
          "-XX:MaxMetaspaceSize=256m",
          "-XX:ReservedCodeCacheSize=64m",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:MinHeapFreeRatio=15",
          "-XX:MaxHeapFreeRatio=30",
          "-XX:+ExitOnOutOfMemoryError");

  private final Home home;
  private final Distribution distribution;
  private final Ports ports;
  private final Children children;
  private final Path java;
  private final Database database;
  private final URI publicUrl;
  private final int port;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  /** Where Keycloak keeps its data. */
  public interface Database {
    String url();

    String user();

    SecretFile password();
  }

  /**
   * Claims its port at once, so that the issuer is known before Keycloak runs.
   *
   * @param publicUrl where browsers find the platform
   */
  public Keycloak(
      Home home,
      Distribution distribution,
      Ports ports,
      Children children,
      Path java,
      Database database,
      URI publicUrl) {
    this.home = home;
    this.distribution = distribution;
    this.ports = ports;
    this.children = children;
    this.java = java;
    this.database = database;
    this.publicUrl = publicUrl;
    this.port = childRuns() ? ports.remembered(name(), PREFERRED_PORT) : claimed();
  }

  @Override
  public String name() {
    return "keycloak";
  }

  /** Known before the start; what {@code iss} says in every token. */
  public URI issuer() {
    return URI.create(address() + "/realms/" + Realm.NAME);
  }

  /** Who owns the organizations that a laptop begins with; empty before the first start. */
  public List<Founder> founders() {
    return new FoundersFile(home).read();
  }

  /** The secret of a service client; written by the first start. */
  public SecretFile clientSecret(String client) {
    return new SecretFile(home.secrets().resolve("client-" + client));
  }

  @Override
  public PartState.Running start() {
    long begun = System.nanoTime();
    if (!childRuns() && !Ports.free(port)) {
      throw new StartRefused(
          "keycloak-port-taken",
          "Another program listens at Keycloak's port " + port + ".",
          "End it (ss -ltnp shows it), or run ./tributary down and up for another port.");
    }
    var installation =
        Installation.prepare(
            distribution.keycloakArchive(VERSION),
            home.parts().resolve("keycloak-" + VERSION),
            java,
            home.log(name()));
    var started = children.start(plan(installation), this::ready);
    new Realm(address(), BOOTSTRAP_CLIENT, bootstrapSecret(), publicUrl)
        .prepare(distribution, home, this::clientSecret);
    return new PartState.Running(
        "keycloak " + VERSION,
        address(),
        started.adopted(),
        started.process(),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  @Override
  public void stop() {
    children.end(name(), Duration.ofSeconds(20));
  }

  private int claimed() {
    return ports.claim(name(), PREFERRED_PORT);
  }

  private boolean childRuns() {
    return children.running(name()).isPresent();
  }

  private String address() {
    return "http://localhost:" + port + "/auth";
  }

  private SecretFile bootstrapSecret() {
    return new SecretFile(home.secrets().resolve("keycloak-bootstrap"));
  }

  private ChildPlan plan(Installation installation) {
    var settings = home.secrets().resolve("keycloak.conf");
    var text = settings();
    new SecretFile(settings).write(text);
    var arguments = List.of("-cf", settings.toString(), "start", "--optimized");
    return new ChildPlan(
        name(),
        installation.command(java, MEMORY, arguments),
        Map.of(),
        text,
        settings.toString(),
        LiveProcess.Request.TERMINATE,
        Duration.ofMinutes(3),
        home.log(name()));
  }

  /** Passwords go through this file, which only its owner can read, and not the environment. */
  private String settings() {
    return """
    db-url=%s
    db-username=%s
    db-password=%s
    db-pool-initial-size=1
    db-pool-min-size=1
    db-pool-max-size=10
    cache=local
    http-enabled=true
    http-host=127.0.0.1
    http-port=%d
    hostname=%s
    bootstrap-admin-client-id=%s
    bootstrap-admin-client-secret=%s
    log-level=warn,org.keycloak.services.resources.KeycloakApplication:info
    """
        .formatted(
            database.url(),
            database.user(),
            database.password().read(),
            port,
            address(),
            BOOTSTRAP_CLIENT,
            bootstrapSecret().readOrMake());
  }

  private boolean ready() {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/auth/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
