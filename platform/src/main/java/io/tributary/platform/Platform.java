package io.tributary.platform;

import io.tributary.platform.home.Ports;
import io.tributary.platform.home.SecretFile;
import io.tributary.platform.home.Settings;
import io.tributary.platform.home.StartRefused;
import io.tributary.platform.kafka.Kafka;
import io.tributary.platform.keycloak.DemoLogins;
import io.tributary.platform.keycloak.Keycloak;
import io.tributary.platform.mail.MailTrap;
import io.tributary.platform.part.KeptPart;
import io.tributary.platform.part.PartState;
import io.tributary.platform.part.StartReport;
import io.tributary.platform.postgres.Postgres;
import io.tributary.platform.process.Children;
import io.tributary.platform.runner.StepRunner;
import io.tributary.registry.organizations.Founder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded parts and the services, started side by side as far as they can be, and ended in the
 * opposite order.
 */
final class Platform {
  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
  private static final int PREFERRED_SMTP_PORT = 2525;
  private static final int PREFERRED_SITE_PORT = 8095;

  private final Settings settings;
  private final StartReport report;
  private final Children children;
  private final Ports ports;
  private final int sitePort;
  private final Path java = Path.of(System.getProperty("java.home"), "bin", "java");
  private final Optional<Kafka> kafka;
  private final Optional<Postgres> postgres;
  private final Optional<Keycloak> keycloak;
  private final List<KeptPart> kept;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean stopped;
  private @Nullable MailTrap mail;
  private @Nullable KeptPart runner;
  private @Nullable Services services;

  Platform(Settings settings, StartReport report) {
    this.settings = settings;
    this.report = report;
    var home = settings.home();
    var distribution = settings.distribution();
    this.children = new Children(home.run());
    this.ports = new Ports(home.data().resolve("ports"));
    this.sitePort = ports.claim("sample-site", PREFERRED_SITE_PORT);
    this.kafka =
        settings.kafka().isPresent()
            ? Optional.empty()
            : Optional.of(new Kafka(home, distribution, ports, children, java));
    this.postgres =
        settings.database().isPresent()
            ? Optional.empty()
            : Optional.of(new Postgres(home, distribution, ports, children));
    this.keycloak =
        settings.issuer().isPresent()
            ? Optional.empty()
            : Optional.of(
                new Keycloak(
                    home,
                    distribution,
                    ports,
                    children,
                    java,
                    new KeycloakDatabase(requirePostgres()),
                    settings.publicUrl()));
    this.kept =
        Stream.of(keycloak, kafka, postgres).flatMap(Optional::stream).map(KeptPart::new).toList();
  }

  /**
   * Returns when everything answers.
   *
   * @throws StartRefused when a part or the services cannot be started; what runs is left to {@link
   *     #stop}
   */
  void start(StartServices startServices) {
    long begun = System.nanoTime();
    externals();
    // Not closed: after a failure nobody waits for what else was begun; stop() ends it.
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var database = started(threads, "postgres");
      var broker = started(threads, "kafka");
      var login = database.thenRunAsync(() -> start("keycloak"), threads);
      var inside =
          CompletableFuture.allOf(database, broker)
              .thenRunAsync(() -> startServices(startServices), threads);
      // The runner's first deed is to ask the runtime service for workers of a runner before it.
      var all =
          CompletableFuture.allOf(inside, login)
              .thenRunAsync(this::ensureFounders, threads)
              .thenRunAsync(this::startRunner, threads);
      CompletableFuture.anyOf(all, failure(inside), failure(login)).join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof StartRefused refused ? refused : unexpected(failed);
    }
    report.ready(
        settings.publicUrl().toString(),
        Duration.ofNanos(System.nanoTime() - begun),
        new DemoLogins(settings.home().demoLogins())
            .all().entrySet().stream()
                .map(login -> login.getKey() + " / " + login.getValue())
                .toList());
  }

  /** Ends everything: runner, services, then what they stand on. Idempotent. */
  void stop() {
    lock.lock();
    try {
      if (stopped) {
        return;
      }
      stopped = true;
      if (runner != null) {
        runner.stop();
      }
      closeQuietly(services);
      closeQuietly(mail);
      var database = kept.stream().filter(part -> "postgres".equals(part.name())).toList();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        kept.stream()
            .filter(part -> !database.contains(part))
            .forEach(part -> threads.execute(part::stop));
      }
      database.forEach(KeptPart::stop);
    } finally {
      lock.unlock();
    }
  }

  ServiceSettings serviceSettings() {
    return new ServiceSettings(
        settings, kafka, postgres, keycloak, smtpAddress(), "127.0.0.1:" + sitePort);
  }

  MailTrap mail() {
    lock.lock();
    try {
      if (mail == null) {
        mail = new MailTrap(ports.claim("smtp", PREFERRED_SMTP_PORT));
      }
      return mail;
    } finally {
      lock.unlock();
    }
  }

  private String smtpAddress() {
    return mail().address();
  }

  private CompletableFuture<Void> started(ExecutorService threads, String part) {
    return CompletableFuture.runAsync(() -> start(part), threads);
  }

  private void start(String name) {
    kept.stream()
        .filter(part -> part.name().equals(name))
        .forEach(part -> report.part(part.start()));
  }

  private void startServices(StartServices startServices) {
    long begun = System.nanoTime();
    var running = startServices.start(this);
    lock.lock();
    try {
      services = running;
    } finally {
      lock.unlock();
    }
    report.part(
        new PartState.Running(
            "platform",
            "127.0.0.1:" + settings.port(),
            false,
            Self.process(),
            Duration.ofNanos(System.nanoTime() - begun)));
    report.note("mail trap", smtpAddress() + ", read it at " + settings.publicUrl() + "/dev/mail");
  }

  /** The demo's people own their organizations before anybody is told that they may sign in. */
  private void ensureFounders() {
    var running = Objects.requireNonNull(services);
    keycloak
        .map(Keycloak::founders)
        .filter(all -> !all.isEmpty())
        .ifPresent(running::ensureFounders);
  }

  private void startRunner() {
    var part =
        new KeptPart(
            new StepRunner(
                settings.home(),
                settings.distribution(),
                children,
                java,
                serviceSettings().forRunner()));
    lock.lock();
    try {
      if (stopped) {
        return;
      }
      runner = part;
    } finally {
      lock.unlock();
    }
    report.part(part.start());
  }

  private void externals() {
    settings.kafka().ifPresent(address -> report.note("kafka", address + " (not ours)"));
    settings.database().ifPresent(address -> report.note("postgres", address + " (not ours)"));
    settings.issuer().ifPresent(address -> report.note("log-in", address + " (not ours)"));
  }

  private Postgres requirePostgres() {
    return postgres.orElseThrow(
        () ->
            new StartRefused(
                "login-needs-database",
                "TRIBUTARY_DATABASE_URL is set, and the embedded Keycloak needs the embedded"
                    + " PostgreSQL.",
                "Set TRIBUTARY_OIDC_ISSUER too, or neither."));
  }

  /** Never completes but by the failure of the given one. */
  private static CompletableFuture<Object> failure(CompletableFuture<Void> future) {
    return future.thenCompose(_ -> new CompletableFuture<Object>());
  }

  private StartRefused unexpected(CompletionException failed) {
    LOG.error("The start failed", failed.getCause());
    return new StartRefused(
        "platform-not-started",
        "The services did not start: " + rootOf(failed).getMessage(),
        "Read " + settings.home().log("platform"),
        failed);
  }

  private static Throwable rootOf(Throwable failed) {
    return failed.getCause() == null ? failed : rootOf(failed.getCause());
  }

  private static void closeQuietly(@Nullable AutoCloseable closeable) {
    if (closeable == null) {
      return;
    }
    try {
      closeable.close();
    } catch (Exception broken) {
      LOG.warn("{} did not close", closeable, broken);
    }
  }

  /** Starts the services' context in this process. */
  interface StartServices {
    Services start(Platform platform);
  }

  /** The services' context. */
  interface Services extends AutoCloseable {
    /** Makes the organizations that are not there yet, with these owners. */
    void ensureFounders(List<Founder> founders);

    @Override
    void close();
  }

  private record KeycloakDatabase(Postgres postgres) implements Keycloak.Database {
    @Override
    public String url() {
      return postgres.url(user());
    }

    @Override
    public String user() {
      return "keycloak";
    }

    @Override
    public SecretFile password() {
      return postgres.password(user());
    }
  }
}
