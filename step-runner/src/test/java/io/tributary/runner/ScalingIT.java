package io.tributary.runner;

import static io.tributary.runner.support.Assignments.FLOW;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.Rate;
import io.tributary.contracts.steps.StepAssignment.Workers;
import io.tributary.runner.support.Assignments;
import io.tributary.runner.support.ChildJvm;
import io.tributary.runner.support.FakeRuntime;
import io.tributary.runner.support.RealKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
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

/** A real runner whose steps get other assignments while they work, over a real broker. */
@SuppressWarnings("FutureReturnValueIgnored") // a send that fails fails the count
class ScalingIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int KEYS = 50;
  private static final int PER_SECOND = 500;
  private static final ImageDigest NEXT = new ImageDigest("sha256:" + "1".repeat(64));

  @TempDir Path folder;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicBoolean enough = new AtomicBoolean();
  private RealKafka kafka;
  private FakeRuntime runtime;
  private Process runner;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void start() throws Exception {
    kafka = RealKafka.start(folder);
    var workers = Files.createTempDirectory("trw");
    runtime = FakeRuntime.start(workers, folder.resolve("hosts.log"));
    kafka.createTopic(StepAssignment.TOPIC, 1, Map.of("cleanup.policy", "compact"));
    kafka.createTopic(StepEvent.TOPIC, 4, Map.of());
    kafka.createTopic(FlowTopics.deadLetters(FLOW), 1, Map.of());
    kafka.createTopic(FlowTopics.logs(FLOW), 1, Map.of());
    var settings = new Properties();
    settings.put("bootstrap.servers", kafka.bootstrap());
    settings.put("acks", "all");
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    var secret = Files.writeString(folder.resolve("secret"), "s");
    runner =
        ChildJvm.start(
            folder.resolve("runner.log"),
            List.of("-Xmx256m", "-XX:+UseSerialGC"),
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

  @AfterEach
  void stop() throws Exception {
    enough.set(true);
    producer.close(Duration.ofSeconds(5));
    runner.destroyForcibly().waitFor();
    runtime.close();
    kafka.close();
    Files.readAllLines(folder.resolve("runner.log")).forEach(System.out::println);
  }

  @Test
  @Timeout(180)
  void scalingAndUpgradingUnderLoadLosesDoublesAndSwapsNothing() throws Exception {
    var step = aStep("work").withWorkers(1);
    topics("work");
    assign(step);
    awaitWorkers(1);
    var sending = Thread.ofPlatform().daemon().start(() -> sendSteadily("work"));

    assign(step.inRevision(2).withWorkers(4));
    awaitWorkers(4);
    passes(Duration.ofSeconds(2));
    assign(step.inRevision(3).withWorkers(1));
    awaitWorkers(1);
    passes(Duration.ofSeconds(2));
    assign(step.inRevision(4).withWorkers(2));
    awaitWorkers(2);
    var before = runtime.processes();
    assign(step.inRevision(5).withWorkers(2).image(NEXT));
    await(
        () ->
            runtime.processes().size() == 2
                && runtime.processes().stream().noneMatch(before::contains));
    passes(Duration.ofSeconds(2));
    enough.set(true);
    sending.join();
    var arrived = read(output("work"), sent.get(), Duration.ofSeconds(60));

    assertOnceAndInOrder(arrived, sent.get());
    System.out.printf(
        "SCALING 1-4-1-2 and an upgrade: %d messages, longest gap %d ms%n",
        sent.get(), longestGap(arrived));
    assertThat(log()).doesNotContain("begins again").doesNotContain("received 0 = ");
    assertThat(log().lines().filter(line -> line.contains(": begins with"))).hasSize(1);
    assertThat(revisionOf(arrived.getLast())).isEqualTo("5");
    assertThat(read(FlowTopics.deadLetters(FLOW), 1, Duration.ofMillis(500))).isEmpty();
  }

  @Test
  @Timeout(120)
  void sleepingStepWakesForTheNextMessage() throws Exception {
    topics("work");
    assign(aStep("work").withWorkers(new Workers(0, 2, 2)));
    send("work", 0);
    read(output("work"), 1, Duration.ofSeconds(60));
    var wakes = new ArrayList<Long>();

    try (var consumer = consumer(output("work"))) {
      consumer.poll(Duration.ofSeconds(1));
      for (int i = 1; i <= 5; i++) {
        awaitWorkers(0);
        long begin = System.nanoTime();
        send("work", i);
        await(() -> !consumer.poll(Duration.ofMillis(10)).isEmpty());
        wakes.add((System.nanoTime() - begin) / 1_000_000);
      }
    }

    System.out.println("WAKE from no worker: append to committed output, ms: " + wakes);
    assertThat(wakes).allMatch(millis -> millis < 20_000);
    assertThat(text(read(FlowTopics.logs(FLOW), 8, Duration.ofSeconds(10))))
        .contains("asleep after 2 s")
        .contains("workers 0 → 1");
  }

  @Test
  @Timeout(120)
  void stepsWithOneConnectionShareItsRate() throws Exception {
    topics("one", "two");
    for (var name : List.of("one", "two")) {
      assign(aStep(name).connected("target").rated(new Rate(20, 1_000)));
    }
    for (int i = 0; i < 100; i++) {
      send("one", i);
      send("two", i);
    }

    awaitCount(output("one"));
    awaitCount(output("two"));

    var begun =
        read(StepEvent.TOPIC, Integer.MAX_VALUE, Duration.ofSeconds(3)).stream()
            .flatMap(record -> JSON.readTree(record.value()).path("e").valueStream())
            .map(event -> event.path("b").asLong())
            .sorted()
            .toList();
    int most = mostInASecond(begun);
    System.out.printf(
        "RATE 20/s for two steps: %d attempts in %d ms, at most %d in a second%n",
        begun.size(), begun.getLast() - begun.getFirst(), most);
    assertThat(begun).hasSize(200);
    // The stamp is taken a moment after the right to the attempt.
    assertThat(most).isLessThanOrEqualTo(22);
    assertThat(begun.getLast() - begun.getFirst()).isLessThan(20_000);
  }

  private static int mostInASecond(List<Long> times) {
    int most = 0;
    int from = 0;
    for (int i = 0; i < times.size(); i++) {
      while (times.get(i) - times.get(from) >= 1_000) {
        from++;
      }
      most = Math.max(most, i - from + 1);
    }
    return most;
  }

  private void topics(String... steps) throws Exception {
    for (var step : steps) {
      kafka.createTopic(FlowTopics.input(FLOW, new StepName(step)), 4, Map.of());
      kafka.createTopic(output(step), 4, Map.of());
      kafka.createTopic(
          FlowTopics.parked(FLOW, new StepName(step), 1),
          4,
          Map.of("message.timestamp.type", "LogAppendTime"));
    }
  }

  private void assign(Assignments step) throws Exception {
    var assignment = step.build();
    producer
        .send(
            new ProducerRecord<>(
                StepAssignment.TOPIC,
                bytes(StepAssignment.key(FLOW, assignment.step())),
                JSON.writeValueAsBytes(assignment)))
        .get(10, TimeUnit.SECONDS);
  }

  private void sendSteadily(String step) {
    long begin = System.nanoTime();
    while (!enough.get()) {
      long due = (System.nanoTime() - begin) * PER_SECOND / 1_000_000_000L;
      while (sent.get() < due) {
        send(step, sent.getAndIncrement());
      }
      LockSupport.parkNanos(5_000_000);
    }
    producer.flush();
  }

  private void send(String step, int number) {
    var record =
        new ProducerRecord<>(
            FlowTopics.input(FLOW, new StepName(step)),
            bytes("key" + number % KEYS),
            bytes("{\"key\":%d,\"sequence\":%d}".formatted(number % KEYS, number / KEYS)));
    record.headers().add(MessageHeaders.CE_ID, bytes("message-" + number));
    producer.send(record);
  }

  private void awaitWorkers(int count) {
    await(() -> runtime.processes().size() == count);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for a minute").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Load goes on meanwhile. */
  private void passes(Duration time) {
    int until = sent.get() + (int) (time.toSeconds() * PER_SECOND);
    await(() -> sent.get() >= until);
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic, int atLeast, Duration limit) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    long end = System.nanoTime() + limit.toNanos();
    try (var consumer = consumer(topic)) {
      while (records.size() < atLeast && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      consumer.poll(Duration.ofMillis(500)).forEach(records::add);
    }
    return records;
  }

  private void awaitCount(String topic) {
    int count = 0;
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    try (var consumer = consumer(topic)) {
      while (count < 100) {
        count += consumer.poll(Duration.ofMillis(100)).count();
        assertThat(System.nanoTime()).as("%d records came", count).isLessThan(end);
      }
    }
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
    var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    var partitions = partitionsOf(topic, consumer);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private static void assertOnceAndInOrder(
      List<ConsumerRecord<byte[], byte[]>> records, int messages) {
    var next = new HashMap<Integer, Integer>();
    for (var record : records) {
      var body = JSON.readTree(record.value());
      int key = body.path("key").asInt();
      assertThat(body.path("sequence").asInt())
          .as("order of key %s", key)
          .isEqualTo(next.getOrDefault(key, 0));
      next.merge(key, 1, Integer::sum);
    }
    assertThat(records).hasSize(messages);
  }

  /** Between two outputs, by the time at which their records were written. */
  private static long longestGap(List<ConsumerRecord<byte[], byte[]>> records) {
    var times = records.stream().map(ConsumerRecord::timestamp).sorted().toList();
    long longest = 0;
    for (int i = 1; i < times.size(); i++) {
      longest = Math.max(longest, times.get(i) - times.get(i - 1));
    }
    return longest;
  }

  private static String revisionOf(ConsumerRecord<byte[], byte[]> record) {
    var header = record.headers().lastHeader(MessageHeaders.FLOW_REVISION);
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private String log() throws Exception {
    return Files.readString(folder.resolve("runner.log"));
  }

  private static String output(String step) {
    return FlowTopics.output(FLOW, new StepName(step));
  }

  private static String text(List<ConsumerRecord<byte[], byte[]>> records) {
    var text = new StringBuilder();
    records.forEach(
        record -> text.append(new String(record.value(), StandardCharsets.UTF_8)).append('\n'));
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
