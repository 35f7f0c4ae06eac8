package io.tributary.runner.support;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One real broker in KRaft's combined mode, as a child process on loopback with a folder of its
 * own.
 */
public final class RealKafka implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final Process process;

  private RealKafka(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  public static RealKafka start(Path folder) throws Exception {
    int port = freePort();
    var properties = folder.resolve("server.properties");
    Files.writeString(
        properties,
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%d
        listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
        advertised.listeners=PLAINTEXT://127.0.0.1:%d
        controller.listener.names=CONTROLLER
        log.dirs=%s
        auto.create.topics.enable=false
        offsets.topic.num.partitions=5
        offsets.topic.replication.factor=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=5
        group.initial.rebalance.delay.ms=0
        add.partitions.to.txn.retry.backoff.ms=1
        """
            .formatted(freePort(), port, 0, port, folder.resolve("data"))
            .transform(RealKafka::withOneControllerPort));
    format(folder, properties);
    var process =
        ChildJvm.start(
            folder.resolve("kafka.log"),
            List.of("-Xmx512m", "-XX:+UseSerialGC"),
            Map.of(),
            "kafka.Kafka",
            List.of(properties.toString()));
    var kafka = new RealKafka(folder, port, process);
    kafka.awaitReady();
    return kafka;
  }

  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  public void createTopic(String name, int partitions, Map<String, String> settings)
      throws InterruptedException, ExecutionException {
    try (var admin = admin()) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
          .all()
          .get();
    }
  }

  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrap()));
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    process.destroyForcibly().onExit().join();
  }

  private void awaitReady() throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      try (var admin = admin()) {
        admin.describeCluster().nodes().get(5, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException | java.util.concurrent.TimeoutException notYet) {
        process.waitFor(100, TimeUnit.MILLISECONDS);
      }
    }
    throw new IOException(
        "the broker did not start: " + Files.readString(folder.resolve("kafka.log")));
  }

  private static void format(Path folder, Path properties) throws Exception {
    var tool =
        ChildJvm.start(
            folder.resolve("format.log"),
            List.of("-Xmx128m"),
            Map.of(),
            "kafka.tools.StorageTool",
            List.of("format", "-t", "AAAAAAAAQACAAAAAAAAAAA", "-c", properties.toString()));
    if (tool.waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve("format.log")));
    }
  }

  /** The controller listens where its voters are told to find it. */
  private static String withOneControllerPort(String properties) {
    var voter = properties.lines().filter(line -> line.contains("quorum.voters")).findFirst();
    var port = voter.map(line -> line.substring(line.lastIndexOf(':'))).orElseThrow();
    return properties.replace("CONTROLLER://127.0.0.1:0", "CONTROLLER://127.0.0.1" + port);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
