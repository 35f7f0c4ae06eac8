package io.tributary.runner;

import static io.tributary.runner.support.Assignments.FLOW;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runner.support.ChildJvm;
import io.tributary.runner.support.FakeHost;
import io.tributary.runner.support.FakeRuntime;
import io.tributary.runner.support.RealKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * A polling trigger on a real broker, its runners and workers as processes. Its component counts on
 * from its snapshot: a number that is missing or comes twice shows that snapshot and outputs
 * parted.
 */
class PollingIT {
  private static final StepName POLL = new StepName("poll");
  private static final int PARTITIONS = 4;

  /** The range assignor gives it to the second of two runners. */
  private static final int PARTITION = 3;

  @TempDir Path folder;
  private RealKafka kafka;
  private final List<Process> runners = new ArrayList<>();
  private final List<FakeRuntime> runtimes = new ArrayList<>();
  private int ticks;

  @BeforeEach
  void start() throws Exception {
    kafka = RealKafka.start(folder);
    kafka.createTopic(StepAssignment.TOPIC, 1, Map.of("cleanup.policy", "compact"));
    kafka.createTopic(StepEvent.TOPIC, 4, Map.of());
    kafka.createTopic(FlowTopics.deadLetters(FLOW), 1, Map.of());
    kafka.createTopic(FlowTopics.logs(FLOW), 1, Map.of());
    kafka.createTopic(FlowTopics.input(FLOW, POLL), PARTITIONS, Map.of());
    kafka.createTopic(FlowTopics.output(FLOW, POLL), PARTITIONS, Map.of());
    kafka.createTopic(
        FlowTopics.parked(FLOW, POLL, 1),
        PARTITIONS,
        Map.of("message.timestamp.type", "LogAppendTime"));
    kafka.createTopic(FlowTopics.snapshots(FLOW, POLL), 1, Map.of("cleanup.policy", "compact"));
    var assignment = aStep(POLL.value()).build();
    send(
        new ProducerRecord<>(
            StepAssignment.TOPIC,
            bytes(StepAssignment.key(FLOW, assignment.step())),
            JsonMapper.builder().build().writeValueAsBytes(assignment)));
  }

  @AfterEach
  void stop() throws Exception {
    for (var runner : runners) {
      runner.destroyForcibly().waitFor();
    }
    runtimes.forEach(FakeRuntime::close);
    kafka.close();
    for (var log : List.of("a.log", "b.log")) {
      if (Files.exists(folder.resolve(log))) {
        Files.readAllLines(folder.resolve(log)).forEach(System.out::println);
      }
    }
  }

  @Test
  @Timeout(240)
  void killsBetweenEmissionAndCommitPartNoSnapshotFromItsOutputs() throws Exception {
    var place = place("a");
    int polls = 15;
    tick(polls);
    int kills = 0;
    var runner = runner("a", place, faults(kills));

    long end = System.nanoTime() + Duration.ofSeconds(200).toNanos();
    while (outputs().size() < polls * FakeHost.ITEMS && System.nanoTime() < end) {
      if (runner.waitFor(200, TimeUnit.MILLISECONDS)) {
        assertThat(runner.exitValue()).as("ended by a fault point").isEqualTo(137);
        kills++;
        runner = runner("a", place, faults(kills));
      }
    }

    System.out.printf("POLLS %d, kills %d%n", polls, kills);
    assertThat(kills).isGreaterThanOrEqualTo(4);
    assertCounted(polls);
  }

  @Test
  @Timeout(240)
  void whoeverTakesTheTriggerOverGoesOnWithTheSnapshotOfTheOther() throws Exception {
    runner("a", place("a"), "");
    tick(3);
    awaitOutputs();

    var second = runner("b", place("b"), "");
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!owner().equals("b")) {
      assertThat(System.nanoTime()).as("b takes over in time").isLessThan(end);
      tick(1);
      awaitOutputs();
    }
    tick(10);
    awaitOutputs();
    tick(10);
    second.destroyForcibly().waitFor();
    awaitOutputs();

    assertThat(owner()).isEqualTo("a");
    assertCounted(ticks);
  }

  private void assertCounted(int polls) {
    int numbers = polls * FakeHost.ITEMS;
    assertThat(outputs())
        .extracting(record -> Integer.parseInt(text(record)))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, numbers).boxed().toList());
    assertThat(text(read(FlowTopics.snapshots(FLOW, POLL)).getLast()))
        .isEqualTo(Integer.toString(numbers));
  }

  private void awaitOutputs() {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (outputs().size() < ticks * FakeHost.ITEMS) {
      assertThat(System.nanoTime()).as("%d polls in time", ticks).isLessThan(end);
      LockSupport.parkNanos(50_000_000);
    }
  }

  /** The runner that has the ticks' partition; empty while nobody has. */
  private String owner() throws Exception {
    var group = FlowTopics.group(FLOW, POLL, 1);
    var ticks = new TopicPartition(FlowTopics.input(FLOW, POLL), PARTITION);
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
      return admin
          .describeConsumerGroups(List.of(group))
          .all()
          .get(20, TimeUnit.SECONDS)
          .get(group)
          .members()
          .stream()
          .filter(member -> member.assignment().topicPartitions().contains(ticks))
          .flatMap(member -> member.groupInstanceId().stream())
          .findFirst()
          .orElse("");
    }
  }

  /** Each life, and each place, has other draws: or it would die at the same one for ever. */
  private static String faults(int life) {
    return "before-commit:0.04:%d,after-send:0.12:%d,after-commit:0.04:%d,page:0.08:%d"
        .formatted(1_000 + life, 2_000 + life, 3_000 + life, 4_000 + life);
  }

  private FakeRuntime place(String name) throws Exception {
    var runtime =
        FakeRuntime.start(Files.createTempDirectory("tr" + name), folder.resolve("hosts.log"));
    runtimes.add(runtime);
    return runtime;
  }

  private Process runner(String name, FakeRuntime runtime, String faults) throws Exception {
    var secret = folder.resolve("secret");
    Files.writeString(secret, "s");
    var runner =
        ChildJvm.start(
            folder.resolve(name + ".log"),
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            Map.of(
                "TRIBUTARY_RUNNER_ID", name,
                "TRIBUTARY_KAFKA_BOOTSTRAP", kafka.bootstrap(),
                "TRIBUTARY_RUNTIME_URL", runtime.address(),
                "TRIBUTARY_OIDC_ISSUER", runtime.address(),
                "TRIBUTARY_CLIENT_ID", "step-runner",
                "TRIBUTARY_CLIENT_SECRET_FILE", secret.toString(),
                "TRIBUTARY_WORKERS_DIR", runtime.workers().toString(),
                "TRIBUTARY_FAULTS", faults),
            Main.class.getName(),
            List.of());
    runners.add(runner);
    return runner;
  }

  private void tick(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      int number = ticks++;
      var record =
          new ProducerRecord<>(
              FlowTopics.input(FLOW, POLL), PARTITION, bytes(POLL.value()), bytes("{}"));
      record
          .headers()
          .add(MessageHeaders.CE_TYPE, bytes(MessageHeaders.TICK))
          .add(MessageHeaders.CE_ID, bytes("tick-" + number))
          .add(MessageHeaders.EVENT_ID, bytes("tick:" + number))
          .add(MessageHeaders.EXECUTION, bytes("run-" + number));
      send(record);
    }
  }

  private void send(ProducerRecord<byte[], byte[]> record) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrap());
    var serializer = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(settings, serializer, serializer)) {
      producer.send(record).get(20, TimeUnit.SECONDS);
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> outputs() {
    return read(FlowTopics.output(FLOW, POLL));
  }

  /** All that is committed now. */
  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrap(), "isolation.level", "read_committed");
    var deserializer = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, deserializer, deserializer)) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(found -> new TopicPartition(topic, found.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (ends.entrySet().stream()
              .anyMatch(one -> consumer.position(one.getKey()) < one.getValue())
          && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
