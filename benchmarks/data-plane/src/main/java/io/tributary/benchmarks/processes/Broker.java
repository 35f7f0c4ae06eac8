package io.tributary.benchmarks.processes;

import io.tributary.benchmarks.processes.Children.Program;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * One real broker, with the flags and settings that the platform starts its own with; but more
 * heap, so that no side is held up by it, and larger segments.
 */
public final class Broker implements AutoCloseable {
  private static final String NAME = "kafka";

  private final Children children;
  private final Process process;
  private final String bootstrap;

  private Broker(Children children, Process process, String bootstrap) {
    this.children = children;
    this.process = process;
    this.bootstrap = bootstrap;
  }

  public static Broker start(Children children, Programs programs, Path folder)
      throws IOException, InterruptedException {
    int port = freePort();
    var settings = folder.resolve("server.properties");
    Files.writeString(settings, settings(port, freePort(), folder.resolve("data")));
    Files.writeString(folder.resolve("log4j2.properties"), LOGGING);
    var format =
        children.start(
            program(
                programs,
                folder,
                "kafka.tools.StorageTool",
                List.of("format", "-t", Uuid.randomUuid().toString(), "-c", settings.toString())),
            Map.of());
    if (format.waitFor() != 0) {
      throw new IOException("the broker's folder: " + children.lastWords(NAME));
    }
    var process =
        children.start(
            program(programs, folder, "kafka.Kafka", List.of(settings.toString())), Map.of());
    var broker = new Broker(children, process, "127.0.0.1:" + port);
    broker.awaitReady();
    return broker;
  }

  public String bootstrap() {
    return bootstrap;
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() {
    children.end(process, Duration.ofSeconds(10));
  }

  private void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
        admin.describeCluster().nodes().get(5, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException | TimeoutException notYet) {
        process.waitFor(100, TimeUnit.MILLISECONDS);
      }
    }
    throw new IOException("the broker did not start: " + children.lastWords(NAME));
  }

  private static Program program(
      Programs programs, Path folder, String main, List<String> arguments) {
    return new Program(
        NAME,
        List.of(
            "-Xms256m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties")),
        programs.broker(),
        main,
        arguments);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String settings(int port, int controllerPort, Path log) {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=CLIENTS://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=CLIENTS://127.0.0.1:%1$d
    listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=CLIENTS
    controller.listener.names=CONTROLLER
    log.dirs=%3$s
    auto.create.topics.enable=false
    default.replication.factor=1
    min.insync.replicas=1
    offsets.topic.replication.factor=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    unclean.leader.election.enable=false
    log.retention.ms=-1
    log.retention.bytes=-1
    offsets.retention.minutes=525600
    group.consumer.min.session.timeout.ms=6000
    group.consumer.session.timeout.ms=10000
    group.consumer.min.heartbeat.interval.ms=1000
    group.consumer.heartbeat.interval.ms=3000
    broker.session.timeout.ms=3000
    broker.heartbeat.interval.ms=500
    transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
    group.initial.rebalance.delay.ms=0
    add.partitions.to.txn.retry.backoff.ms=1
    max.connections.per.ip=2000
    message.max.bytes=2097152
    num.partitions=4
    offsets.topic.num.partitions=8
    transaction.state.log.num.partitions=8
    log.cleaner.dedupe.buffer.size=8388608
    num.network.threads=2
    num.io.threads=4
    background.threads=2
    # Outputs of a measurement that is over go at once.
    log.segment.delete.delay.ms=1000
    """
        .formatted(port, controllerPort, log);
  }

  private static final String LOGGING =
      """
      rootLogger.level = warn
      rootLogger.appenderRef.out.ref = out
      appender.out.type = Console
      appender.out.name = out
      appender.out.layout.type = PatternLayout
      appender.out.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1} %m%n
      """;
}
