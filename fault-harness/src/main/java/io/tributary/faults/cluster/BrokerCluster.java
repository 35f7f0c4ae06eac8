package io.tributary.faults.cluster;

import io.tributary.faults.process.Await;
import io.tributary.faults.process.Program;
import io.tributary.faults.process.Programs;
import io.tributary.faults.process.Programs.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;

/**
 * One or three real brokers in KRaft's combined mode, each a process on loopback with a folder of
 * its own. Three hold everything three times and take a write when two have it.
 */
public final class BrokerCluster {
  /** Of a broker's process. */
  public static final String MAIN_CLASS = "kafka.Kafka";

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final Programs programs;
  private final Path folder;
  private final List<Integer> ports;
  private final Map<Integer, Program> brokers = new java.util.concurrent.ConcurrentHashMap<>();

  private BrokerCluster(Programs programs, Path folder, List<Integer> ports) {
    this.programs = programs;
    this.folder = folder;
    this.ports = List.copyOf(ports);
  }

  /**
   * Returns when every broker is there and transactions are of version 2.
   *
   * @param brokers 1 or 3
   */
  public static BrokerCluster start(Programs programs, Path folder, int brokers) throws Exception {
    var ports = LoopbackPorts.free(2 * brokers);
    var cluster = new BrokerCluster(programs, folder, ports.subList(0, brokers));
    cluster.format(ports.subList(brokers, 2 * brokers));
    for (int id = 1; id <= brokers; id++) {
      cluster.startBroker(id);
    }
    cluster.awaitWhole();
    cluster.requireTransactions();
    return cluster;
  }

  public String bootstrap() {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  public int size() {
    return ports.size();
  }

  /** Where the broker keeps its records. */
  public Path records(int id) {
    return folder.resolve("data-" + id);
  }

  public Program broker(int id) {
    return java.util.Objects.requireNonNull(brokers.get(id), "broker " + id);
  }

  public void startBroker(int id) throws IOException {
    brokers.put(
        id,
        programs.start(
            "broker-" + id,
            new Launch(
                MAIN_CLASS,
                List.of(
                    "-Xms128m",
                    "-Xmx384m",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Djava.util.logging.config.file=" + logging()),
                List.of(settings(id).toString()),
                Map.of(),
                folder.resolve("broker-" + id + ".log"))));
  }

  /** Returns when all brokers answer and every replica of every partition is in sync. */
  public void awaitWhole() throws Exception {
    if (!Await.until(START_LIMIT, this::isWhole)) {
      throw new IOException(
          "the brokers did not come together in %d s: read %s/broker-*.log"
              .formatted(START_LIMIT.toSeconds(), folder));
    }
  }

  public void createTopic(String name, int partitions, Map<String, String> settings)
      throws InterruptedException, ExecutionException {
    try (var admin = admin()) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) size()).configs(settings)))
          .all()
          .get();
    }
  }

  public Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers", bootstrap(),
            "default.api.timeout.ms", "20000",
            "request.timeout.ms", "5000"));
  }

  private boolean isWhole() throws InterruptedException {
    if (brokers.values().stream().anyMatch(broker -> !broker.isAlive())) {
      return false;
    }
    try (var admin = admin()) {
      if (admin.describeCluster().nodes().get(10, TimeUnit.SECONDS).size() < size()) {
        return false;
      }
      var topics =
          admin
              .listTopics(new org.apache.kafka.clients.admin.ListTopicsOptions().listInternal(true))
              .names()
              .get(10, TimeUnit.SECONDS);
      return admin
          .describeTopics(topics)
          .allTopicNames()
          .get(10, TimeUnit.SECONDS)
          .values()
          .stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(this::isInSync);
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    }
  }

  private boolean isInSync(TopicPartitionInfo partition) {
    return partition.leader() != null && partition.isr().size() == partition.replicas().size();
  }

  private void requireTransactions() throws Exception {
    try (var admin = admin()) {
      var level = admin.describeFeatures().featureMetadata().get().finalizedFeatures();
      var transactions = level.get("transaction.version");
      if (transactions == null || transactions.maxVersionLevel() < 2) {
        throw new IOException("transaction.version is below 2: exactly once cannot be proved");
      }
    }
  }

  private void format(List<Integer> controllerPorts) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Files.writeString(logging(), ".level=WARNING\nhandlers=java.util.logging.ConsoleHandler\n");
    var cluster = Uuid.randomUuid().toString();
    var formatting = new ArrayList<Program>();
    for (int id : IntStream.rangeClosed(1, size()).toArray()) {
      var own = new BrokerSettings(id, ports, controllerPorts, records(id));
      Files.writeString(settings(id), own.text());
      formatting.add(
          programs.start(
              "format-" + id,
              new Launch(
                  "kafka.tools.StorageTool",
                  List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
                  List.of("format", "-t", cluster, "-c", settings(id).toString()),
                  Map.of(),
                  folder.resolve("format.log"))));
    }
    for (var program : formatting) {
      if (program.process().waitFor() != 0) {
        throw new IOException(Files.readString(folder.resolve("format.log")));
      }
    }
  }

  private Path settings(int id) {
    return folder.resolve("broker-" + id + ".properties");
  }

  private Path logging() {
    return folder.resolve("logging.properties");
  }
}
