package io.tributary.platform.kafka;

import io.tributary.contracts.broker.BrokerAccess;
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
import io.tributary.platform.process.StartCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A real Kafka broker and controller (KRaft) on loopback, in a JVM of its own. */
public final class Kafka implements Part {
  public static final String VERSION = "4.4.0";
  private static final int PREFERRED_PORT = 9192;
  private static final int PREFERRED_CONTROLLER_PORT = 9292;
  private static final short TRANSACTION_VERSION = 2;

  private final Home home;
  private final Distribution distribution;
  private final Ports ports;
  private final Children children;
  private final Path java;
  private final BrokerAccounts accounts;

  public Kafka(Home home, Distribution distribution, Ports ports, Children children, Path java) {
    this.home = home;
    this.distribution = distribution;
    this.ports = ports;
    this.children = children;
    this.java = java;
    this.accounts = new BrokerAccounts(home.ofPart(name()).resolve("accounts"));
  }

  @Override
  public String name() {
    return "kafka";
  }

  /** Host and port for clients; valid after the start. */
  public String bootstrap() {
    return "127.0.0.1:" + ports.remembered(name(), PREFERRED_PORT);
  }

  /** A file of what a principal's clients need to log in; valid after the start. */
  public Path clientProperties(Principal principal) {
    return accounts.clientProperties(principal);
  }

  @Override
  public PartState.Running start() {
    long begun = System.nanoTime();
    if (children.running(name()).isEmpty()) {
      ports.claim(name(), PREFERRED_PORT);
      ports.claim("kafka-controller", PREFERRED_CONTROLLER_PORT);
    } else {
      ports.keep(name(), PREFERRED_PORT);
      ports.keep("kafka-controller", PREFERRED_CONTROLLER_PORT);
    }
    var folder = home.ofPart(name());
    var settings =
        new BrokerSettings(
            folder.resolve("log"),
            ports.remembered(name(), PREFERRED_PORT),
            ports.remembered("kafka-controller", PREFERRED_CONTROLLER_PORT),
            accounts.password(Principal.BROKER));
    var file = write(folder, settings);
    format(folder, file);
    var started = children.start(plan(file, settings), () -> listens(settings.port()));
    requireAnswers();
    return new PartState.Running(
        "kafka " + VERSION,
        bootstrap(),
        started.adopted(),
        started.process(),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  @Override
  public void stop() {
    children.end(name(), Duration.ofSeconds(20));
  }

  private ChildPlan plan(Path file, BrokerSettings settings) {
    return new ChildPlan(
        name(),
        command(
            "kafka.Kafka",
            new StartCache(home.parts(), name(), distribution.kafkaClassPath()).flags(true),
            List.of(file.toString())),
        Map.of(),
        settings.text(),
        file.toString(),
        LiveProcess.Request.TERMINATE,
        Duration.ofMinutes(1),
        home.log(name()));
  }

  private List<String> command(String main, List<String> flags, List<String> arguments) {
    var command =
        new java.util.ArrayList<>(
            List.of(
                java.toString(),
                "-Xms64m",
                "-Xmx256m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Dlog4j2.configurationFile=" + home.ofPart(name()).resolve("log4j2.properties")));
    command.addAll(flags);
    command.addAll(List.of("-cp", Distribution.joined(distribution.kafkaClassPath()), main));
    command.addAll(arguments);
    return command;
  }

  private Path write(Path folder, BrokerSettings settings) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("log4j2.properties"), BrokerSettings.LOGGING);
      var file = new SecretFile(folder.resolve("server.properties"));
      file.write(settings.text());
      return file.path();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Makes the cluster's identity, once. */
  private void format(Path folder, Path settings) {
    if (Files.exists(folder.resolve("log/meta.properties"))) {
      return;
    }
    var arguments =
        List.of("format", "-t", Uuid.randomUuid().toString(), "-c", settings.toString());
    try {
      int exit =
          new ProcessBuilder(command("kafka.tools.StorageTool", List.of(), arguments))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log(name()).toFile()))
              .start()
              .waitFor();
      if (exit != 0) {
        throw notFormatted(null);
      }
    } catch (IOException broken) {
      throw notFormatted(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw notFormatted(interrupted);
    }
  }

  private StartRefused notFormatted(@org.jspecify.annotations.Nullable Throwable cause) {
    var refused =
        new StartRefused(
            "kafka-not-formatted",
            "Kafka's data folder cannot be made.",
            "Read " + home.log(name()));
    if (cause != null) {
      refused.initCause(cause);
    }
    return refused;
  }

  private static boolean listens(int port) {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void requireAnswers() {
    try {
      accounts.tell(bootstrap());
      requireTransactions();
    } catch (ExecutionException | TimeoutException silent) {
      throw new StartRefused(
          "kafka-silent",
          "Kafka listens at " + bootstrap() + " and does not answer.",
          "Read " + home.log(name()),
          silent);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartRefused(
          "kafka-interrupted", "The start was interrupted.", "Start again.", interrupted);
    }
  }

  /** Exactly-once rests on transactions that fence late writers: version 2 of the protocol. */
  private void requireTransactions()
      throws InterruptedException, ExecutionException, TimeoutException {
    var access = BrokerAccess.of(bootstrap(), clientProperties(Principal.BROKER)).settings();
    access.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000);
    access.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    try (var admin = Admin.create(access)) {
      var features =
          admin.describeFeatures().featureMetadata().get(25, TimeUnit.SECONDS).finalizedFeatures();
      var transactions = features.get("transaction.version");
      if (transactions == null || transactions.maxVersionLevel() < TRANSACTION_VERSION) {
        throw new StartRefused(
            "kafka-old-transactions",
            "The broker's transaction.version is below 2; exactly once cannot be promised.",
            "Raise it: kafka-features.sh upgrade --feature transaction.version=2");
      }
    }
  }
}
