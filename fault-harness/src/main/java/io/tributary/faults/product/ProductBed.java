package io.tributary.faults.product;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.tributary.faults.cluster.BrokerCluster;
import io.tributary.faults.cluster.LoopbackPorts;
import io.tributary.faults.plan.Victims;
import io.tributary.faults.process.Await;
import io.tributary.faults.process.Later;
import io.tributary.faults.process.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The product on brokers of the harness, with components on the shelf and a site that steps deliver
 * to. All of it is ended by {@link #close}, whatever happened; logs stay in the folder.
 */
public final class ProductBed implements Victims, AutoCloseable {
  private static final Duration SETTLING = Duration.ofSeconds(3);
  private static final Duration BACK_LIMIT = Duration.ofMinutes(3);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /** Whose flows strangers' faults must leave alone. */
  public static final String NEIGHBOUR = "dev@northwind.test";

  private static final String OPERATOR = "operator@tributary.test";

  private static final String OWNER = "dev@acme.test";

  private final Programs programs;
  private final Clock clock = Clock.systemUTC();
  private final Path folder;
  private final BrokerCluster cluster;
  private final Site site;
  private final Product product;
  private final Map<String, Api> people = new ConcurrentHashMap<>();
  private final List<Trouble> troubles = new CopyOnWriteArrayList<>();
  private final Thread atExit;
  private CompletableFuture<Void> brokersWhole = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> platformBack = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> databaseBack = CompletableFuture.completedFuture(null);

  private ProductBed(
      Programs programs, Path folder, BrokerCluster cluster, Site site, Product product) {
    this.programs = programs;
    this.folder = folder;
    this.cluster = cluster;
    this.site = site;
    this.product = product;
    this.atExit = Thread.ofPlatform().unstarted(product::killAll);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts brokers and product and publishes the components.
   *
   * @param folder for data and logs; made where it is missing
   * @param brokers 1 or 3
   * @param settings of the platform, beside those that the bed needs
   */
  public static ProductBed start(Path folder, int brokers, Map<String, String> settings)
      throws Exception {
    return start(folder, brokers, settings, Shelf.WHOLE);
  }

  /** The same with what the scenario needs on the shelf, and no more. */
  public static ProductBed start(
      Path folder, int brokers, Map<String, String> settings, Shelf shelf) throws Exception {
    Files.createDirectories(folder);
    var root = Path.of(System.getProperty("tributary.root", ".")).toAbsolutePath().normalize();
    var programs = new Programs();
    try {
      var cluster = BrokerCluster.start(programs, folder.resolve("brokers"), brokers);
      var site = Site.start();
      var environment = new HashMap<>(settings);
      environment.put("TRIBUTARY_KAFKA_BOOTSTRAP", cluster.bootstrap());
      environment.put("TRIBUTARY_KAFKA_REPLICATION", Integer.toString(brokers));
      environment.put(
          "TRIBUTARY_EGRESS_ALLOW", "target.tributary.test:80=127.0.0.1:" + site.port());
      var home = Files.createDirectories(folder.resolveSibling("product-home"));
      var product =
          new Product(
              root,
              home.toAbsolutePath().normalize(),
              // Short: the kernel allows 107 bytes for a socket's path.
              Files.createTempDirectory("trp"),
              LoopbackPorts.free(1).getFirst(),
              environment);
      var bed = new ProductBed(programs, folder, cluster, site, product);
      bed.open(shelf);
      return bed;
    } catch (Exception failed) {
      programs.close();
      throw failed;
    }
  }

  /** Components that are published before a scenario begins. */
  public enum Shelf {
    /** Webhook, transform and the harness's own. */
    WHOLE,

    /** Without the harness's own: no step delivers to the site. */
    WEBHOOK_AND_TRANSFORM
  }

  /** A time in which a part was missing, until the control plane answered or all was whole. */
  public record Trouble(String who, Instant from, Instant to) {
    public Duration length() {
      return Duration.between(from, to);
    }
  }

  public BrokerCluster cluster() {
    return cluster;
  }

  public Site site() {
    return site;
  }

  public Clock clock() {
    return clock;
  }

  /** The person whose flows are put to the test; of organization {@code acme}. */
  public Api owner() throws IOException {
    return as(OWNER);
  }

  /** A demo person. */
  public Api as(String email) throws IOException {
    var known = people.get(email);
    if (known != null) {
      return known;
    }
    var api =
        new Api(
            server(),
            URI.create(
                "http://localhost:%d/auth/realms/tributary/protocol/openid-connect/token"
                    .formatted(product.portOf("keycloak"))),
            email,
            Objects.requireNonNull(product.logins().get(email), email));
    people.put(email, api);
    return api;
  }

  /** The platform's operator. */
  public Api operator() throws IOException {
    return as(OPERATOR);
  }

  /** Pushes a component of the project's as somebody's own; nobody waits for its build. */
  public void push(Api person, String publisher, String component, String source) throws Exception {
    publishing().push(person, publisher, component, product.root().resolve(source));
  }

  /** Returns when it is on the shelf. */
  public void awaitListed(Api person, String publisher, String component) throws Exception {
    publishing().awaitListed(person, publisher, component);
  }

  /** Makes or renews the person's connection {@code harness} to the site. */
  public void connect(Api person, String organization) throws IOException, InterruptedException {
    person.put(
        "/api/v1/organizations/%s/connections/harness".formatted(organization),
        Map.of(
            "component",
            "northwind/harness",
            "fields",
            Map.of("url", "http://target.tributary.test", "password", "open")));
  }

  /** Memory of a part's process; 0 while it does not run. */
  public long residentBytes(String part) throws IOException {
    var process = product.process(part);
    if (process.isEmpty()) {
      return 0;
    }
    try (var lines = Files.lines(Path.of("/proc", Long.toString(process.get().pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    }
  }

  public List<Trouble> troubles() {
    return List.copyOf(troubles);
  }

  @Override
  public Optional<Struck> killWorker(int choice) {
    // Containers have no names here that faults could choose by; scenarios let steps die instead.
    return Optional.empty();
  }

  @Override
  public Optional<Struck> killRunner(int choice, Duration away) throws Exception {
    var at = clock.instant();
    return product.kill("runner").map(pid -> new Struck(at, "step runner", "", pid));
  }

  @Override
  public Optional<Struck> killBroker(int choice, Duration away) throws Exception {
    heal();
    int id = 1 + choice % cluster.size();
    var at = clock.instant();
    var broker = cluster.broker(id);
    broker.kill();
    brokersWhole =
        Later.after(
            away,
            () -> {
              cluster.startBroker(id);
              cluster.awaitWhole();
              troubles.add(new Trouble("broker", at, clock.instant()));
              Await.pause(SETTLING);
            });
    return Optional.of(new Struck(at, broker.name(), "", broker.pid()));
  }

  @Override
  public Optional<Struck> killPlatform(Duration away) throws Exception {
    heal();
    var at = clock.instant();
    var killed = product.kill("platform");
    if (killed.isPresent()) {
      platformBack =
          Later.after(
              away,
              () -> {
                product.up();
                awaitControl();
                troubles.add(new Trouble("platform", at.plus(away), clock.instant()));
                Await.pause(SETTLING);
              });
    }
    return killed.map(pid -> new Struck(at, "platform", "", pid));
  }

  @Override
  public Optional<Struck> killDatabase(Duration away) throws Exception {
    heal();
    var at = clock.instant();
    var killed = product.kill("postgres");
    if (killed.isPresent()) {
      databaseBack =
          Later.after(
              Duration.ZERO,
              () -> {
                keepDatabaseAway(away);
                var end = clock.instant();
                awaitControl();
                troubles.add(new Trouble("PostgreSQL", end, clock.instant()));
                Await.pause(SETTLING);
              });
    }
    return killed.map(pid -> new Struck(at, "PostgreSQL", "", pid));
  }

  @Override
  public Optional<Struck> pauseRunner(int choice, Duration length) {
    return Optional.empty();
  }

  @Override
  public void heal() {
    brokersWhole.join();
    platformBack.join();
    databaseBack.join();
  }

  /** Whether the control plane answers a person, log-in and database and all. */
  public boolean controlAnswers() {
    try {
      return owner().tryGet("/api/v1/organizations/acme/flows").isGood();
    } catch (IOException away) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      product.down();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      product.killAll();
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException endingAnyway) {
        // The hook does the same.
      }
      site.close();
      programs.close();
      deleteRecords();
    }
  }

  private String server() {
    return "http://localhost:" + product.port();
  }

  private void open(Shelf shelf) throws Exception {
    try {
      long begun = System.nanoTime();
      product.up();
      long up = System.nanoTime();
      publish(shelf);
      System.out.printf(
          "  up in %d s, the components on the shelf %d s later%n",
          (up - begun) / 1_000_000_000L, (System.nanoTime() - up) / 1_000_000_000L);
    } catch (Exception failed) {
      close();
      throw failed;
    }
  }

  /** Builds run side by side: two cores wait for neither. */
  private void publish(Shelf shelf) throws Exception {
    var publishing = publishing();
    var maintainer = as("maintainer@tributary.test");
    var root = product.root();
    maintainer.post("/api/v1/organizations/tributary/publishers", Map.of("name", "tributary"));
    publishing.push(maintainer, "tributary", "webhook", root.resolve("connectors/webhook"));
    publishing.push(maintainer, "tributary", "transform", root.resolve("connectors/transform"));
    if (shelf == Shelf.WHOLE) {
      var stranger = as(NEIGHBOUR);
      stranger.post("/api/v1/organizations/northwind/publishers", Map.of("name", "northwind"));
      publishing.push(
          stranger,
          "northwind",
          "harness",
          root.resolve("fault-harness/src/main/component/harness"));
      publishing.awaitListed(stranger, "northwind", "harness");
    }
    publishing.awaitListed(maintainer, "tributary", "webhook");
    publishing.awaitListed(maintainer, "tributary", "transform");
  }

  private Publishing publishing() throws IOException {
    return new Publishing(server(), Files.createDirectories(folder.resolve("pushes")));
  }

  /** The platform starts it again and again, as it should. */
  private void keepDatabaseAway(Duration away) throws Exception {
    long end = System.nanoTime() + away.toNanos();
    while (System.nanoTime() < end) {
      product.kill("postgres");
      Await.pause(LOOK_AGAIN);
    }
  }

  private void awaitControl() throws Exception {
    if (!Await.until(BACK_LIMIT, this::controlAnswers)) {
      throw new IOException(
          "the control plane does not answer after %d s: read %s"
              .formatted(BACK_LIMIT.toSeconds(), folder));
    }
  }

  /** Logs and what was printed stay. */
  private void deleteRecords() throws IOException {
    for (int broker = 1; broker <= cluster.size(); broker++) {
      delete(cluster.records(broker));
    }
    var logs = product.data().resolve("logs");
    if (Files.isDirectory(logs)) {
      try (var files = Files.list(logs)) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, folder.resolve(file.getFileName().toString()), REPLACE_EXISTING);
        }
      }
    }
    delete(product.data());
    delete(folder.resolve("pushes"));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var walk = Files.walk(folder)) {
      for (var path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
