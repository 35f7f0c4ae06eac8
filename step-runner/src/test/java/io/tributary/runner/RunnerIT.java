package io.tributary.runner;

import static io.tributary.runner.support.Assignments.FLOW;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvents;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runner.support.ChildJvm;
import io.tributary.runner.support.FakeRuntime;
import io.tributary.runner.support.RealKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

/** The runner as a process, a real broker, and component hosts as processes. */
@SuppressWarnings("FutureReturnValueIgnored") // a send that fails fails the count
class RunnerIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int KEYS = 200;

  @TempDir Path folder;
  private RealKafka kafka;
  private FakeRuntime runtime;
  private Path workers;
  private Process runner;

  @BeforeEach
  void start() throws Exception {
    kafka = RealKafka.start(folder);
    workers = Files.createTempDirectory("trw");
    runtime = FakeRuntime.start(workers, folder.resolve("hosts.log"));
    kafka.createTopic(StepAssignment.TOPIC, 1, Map.of("cleanup.policy", "compact"));
    kafka.createTopic(StepEvent.TOPIC, 4, Map.of());
    kafka.createTopic(FlowTopics.deadLetters(FLOW), 1, Map.of());
    kafka.createTopic(FlowTopics.logs(FLOW), 1, Map.of());
    runner = startRunner();
  }

  @AfterEach
  void stop() throws Exception {
    runner.destroyForcibly().waitFor();
    runtime.close();
    kafka.close();
    Files.readAllLines(folder.resolve("runner.log")).forEach(System.out::println);
  }

  @Test
  @Timeout(240)
  void killedWorkersAndRunnersLoseNothingAndDoubleNothing() throws Exception {
    int messages = 20_000;
    var random = new Random(20_261_123);
    flow("first", "second", "third");
    produce("first", 0, KEYS, 0);
    read(output("third"), KEYS, Duration.ofMinutes(1));
    Thread.ofPlatform().daemon().start(() -> produceSlowly("first", KEYS, messages));

    int kills = 0;
    long begin = System.nanoTime();
    while (endOf(output("third")) < messages && kills < 10) {
      Thread.sleep(700 + random.nextInt(800));
      kills++;
      if (kills % 4 == 0) {
        runner.destroyForcibly().waitFor();
        runner = startRunner();
      } else {
        var hosts = runtime.processes().stream().filter(ProcessHandle::isAlive).toList();
        if (!hosts.isEmpty()) {
          hosts.get(random.nextInt(hosts.size())).destroyForcibly();
        }
      }
    }
    var arrived = read(output("third"), messages, Duration.ofMinutes(2));
    System.out.printf(
        "FAULTS seed=20261123 messages=%d kills=%d seconds=%.1f%n",
        messages, kills, (System.nanoTime() - begin) / 1e9);

    assertThat(kills).isGreaterThanOrEqualTo(3);
    assertOnceAndInOrder(arrived, messages);
    assertThat(read(FlowTopics.deadLetters(FLOW), 1, Duration.ofMillis(500))).isEmpty();
    assertThat(
            read(StepEvent.TOPIC, 3 * messages, Duration.ofSeconds(10)).stream()
                .map(record -> JSON.readValue(record.value(), StepEvents.class))
                .flatMap(events -> events.events().stream())
                .filter(event -> event.outcome() == StepEvent.Outcome.EMITTED))
        .hasSize(3 * messages);
  }

  @Test
  @Timeout(240)
  void passesMessagesThroughAtSpeed() throws Exception {
    flow("first");
    produce("first", 0, 20_000, 1_024);
    read(output("first"), 20_000, Duration.ofMinutes(1));
    int messages = 60_000;
    long runnerCpu = cpu(runner.toHandle());
    long hostCpu = hostCpu();
    Thread.ofPlatform().daemon().start(() -> produce("first", 20_000, 20_000 + messages, 1_024));
    long begin = System.nanoTime();

    long end = 20_000L + messages;
    awaitEnd(output("first"), end, Duration.ofMinutes(2));

    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        "PASS-THROUGH 1 KiB: %.0f messages/s, CPU per message: runner %.1f us, host %.1f us%n",
        messages / seconds,
        (cpu(runner.toHandle()) - runnerCpu) / 1e3 / messages,
        (hostCpu() - hostCpu) / 1e3 / messages);
    long idle = cpu(runner.toHandle());
    runner.waitFor(10, TimeUnit.SECONDS);
    System.out.printf(
        "IDLE: %.2f ms CPU per s for one step; resident %s%n",
        (cpu(runner.toHandle()) - idle) / 1e6 / 10, resident(runner.toHandle()));
  }

  @Test
  @Timeout(120)
  void terminatedRunnerDrainsAndTheNextOneGoesOn() throws Exception {
    flow("first", "second");
    produce("first", 0, 3_000, 0);
    read(output("second"), 1, Duration.ofMinutes(1));

    runner.destroy();
    boolean ended = runner.waitFor(20, TimeUnit.SECONDS);
    runner = startRunner();

    assertThat(ended).isTrue();
    assertOnceAndInOrder(read(output("second"), 3_000, Duration.ofMinutes(1)), 3_000);
    // The messages may all have passed before the restart: the new workers come in their own time.
    assertThat(eventuallyFolders(4)).isEqualTo(4);
  }

  private long eventuallyFolders(long wanted) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      try (var folders = Files.list(workers)) {
        long seen = folders.count();
        if (seen == wanted || System.nanoTime() > end) {
          return seen;
        }
      }
      runner.waitFor(100, TimeUnit.MILLISECONDS);
    }
  }

  private Process startRunner() throws Exception {
    var secret = folder.resolve("secret");
    Files.writeString(secret, "s");
    return ChildJvm.start(
        folder.resolve("runner.log"),
        List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"),
        Map.of(
            "TRIBUTARY_KAFKA_BOOTSTRAP", kafka.bootstrap(),
            "TRIBUTARY_RUNTIME_URL", runtime.address(),
            "TRIBUTARY_OIDC_ISSUER", runtime.address(),
            "TRIBUTARY_CLIENT_ID", "step-runner",
            "TRIBUTARY_CLIENT_SECRET_FILE", secret.toString(),
            "TRIBUTARY_WORKERS_DIR", workers.toString()),
        Main.class.getName(),
        List.of());
  }

  private void flow(String... steps) throws Exception {
    kafka.createTopic(FlowTopics.input(FLOW, new StepName(steps[0])), 4, Map.of());
    try (var producer = producer()) {
      String upstream = null;
      for (var step : steps) {
        kafka.createTopic(output(step), 4, Map.of());
        kafka.createTopic(
            FlowTopics.parked(FLOW, new StepName(step), 1),
            4,
            Map.of("message.timestamp.type", "LogAppendTime"));
        var built = aStep(step).withWorkers(steps.length == 1 ? 1 : 2);
        var assignment = (upstream == null ? built : built.after(upstream)).build();
        producer.send(
            new ProducerRecord<>(
                StepAssignment.TOPIC,
                StepAssignment.key(FLOW, assignment.step()).getBytes(StandardCharsets.UTF_8),
                JSON.writeValueAsBytes(assignment)));
        upstream = step;
      }
    }
  }

  /** A thousand every half second, so that the kills come in the middle. */
  private void produceSlowly(String step, int from, int to) {
    for (int next = from; next < to; next += 1_000) {
      produce(step, next, Math.min(to, next + 1_000), 0);
      LockSupport.parkNanos(500_000_000);
    }
  }

  private void produce(String step, int from, int to, int padding) {
    var filler = "x".repeat(padding);
    try (var producer = producer()) {
      for (int i = from; i < to; i++) {
        var record =
            new ProducerRecord<>(
                FlowTopics.input(FLOW, new StepName(step)),
                ("key" + i % KEYS).getBytes(StandardCharsets.UTF_8),
                "{\"key\":%d,\"sequence\":%d,\"text\":\"%s\"}"
                    .formatted(i % KEYS, i / KEYS, filler)
                    .getBytes(StandardCharsets.UTF_8));
        record
            .headers()
            .add(MessageHeaders.CE_ID, ("message-" + i).getBytes(StandardCharsets.UTF_8))
            .add(MessageHeaders.EXECUTION, ("run-" + i).getBytes(StandardCharsets.UTF_8));
        producer.send(record);
      }
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    var settings = new Properties();
    settings.put("bootstrap.servers", kafka.bootstrap());
    settings.put("acks", "all");
    settings.put("batch.size", "131072");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Reads the topic from its beginning until so many records, or so long nothing more, came. */
  private List<ConsumerRecord<byte[], byte[]>> read(String topic, int atLeast, Duration limit) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    long end = System.nanoTime() + limit.toNanos();
    try (var consumer = consumer(topic)) {
      while (records.size() < atLeast && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
    }
    return records;
  }

  /** Committed records by now. */
  private long endOf(String topic) {
    try (var consumer = consumer(topic)) {
      return consumer.poll(Duration.ofMillis(300)).isEmpty() ? 0 : count(consumer);
    }
  }

  private static long count(KafkaConsumer<byte[], byte[]> consumer) {
    long count = 1;
    for (int quiet = 0; quiet < 2; ) {
      int more = consumer.poll(Duration.ofMillis(100)).count();
      quiet = more == 0 ? quiet + 1 : 0;
      count += more;
    }
    return count;
  }

  private void awaitEnd(String topic, long records, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    long count = 0;
    try (var consumer = consumer(topic)) {
      while (count < records && System.nanoTime() < end) {
        count += consumer.poll(Duration.ofMillis(200)).count();
      }
    }
    assertThat(count).isEqualTo(records);
  }

  /** A topic that was made just now may have none for a moment. */
  private static List<TopicPartition> partitionsOf(
      String topic, KafkaConsumer<byte[], byte[]> consumer) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    var found = consumer.partitionsFor(topic);
    while (found.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(50_000_000);
      found = consumer.partitionsFor(topic);
    }
    return found.stream().map(one -> new TopicPartition(topic, one.partition())).toList();
  }

  private KafkaConsumer<byte[], byte[]> consumer(String topic) {
    var settings = new Properties();
    settings.put("bootstrap.servers", kafka.bootstrap());
    settings.put("isolation.level", "read_committed");
    settings.put("auto.offset.reset", "earliest");
    settings.put("max.poll.records", "10000");
    var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    var partitions = partitionsOf(topic, consumer);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private static void assertOnceAndInOrder(
      List<ConsumerRecord<byte[], byte[]>> records, int messages) {
    var seen = new HashSet<String>();
    var last = new HashMap<Integer, Integer>();
    for (var record : records) {
      var body = JSON.readTree(record.value());
      int key = body.path("key").asInt();
      int sequence = body.path("sequence").asInt();
      assertThat(seen.add(key + "/" + sequence)).as("doubled: %s/%s", key, sequence).isTrue();
      assertThat(sequence).as("order of key %s", key).isEqualTo(last.getOrDefault(key, -1) + 1);
      last.put(key, sequence);
    }
    assertThat(seen).hasSize(messages);
  }

  private static String output(String step) {
    return FlowTopics.output(FLOW, new StepName(step));
  }

  private long hostCpu() {
    return runtime.processes().stream().mapToLong(RunnerIT::cpu).sum();
  }

  private static long cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  private static String resident(ProcessHandle process) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .findFirst()
        .orElse("unknown");
  }
}
