package io.tributary.runner;

import static io.tributary.runner.support.Assignments.FLOW;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvents;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runner.support.ChildJvm;
import io.tributary.runner.support.FakeRuntime;
import io.tributary.runner.support.FakeRuntime.Leases;
import io.tributary.runner.support.RealKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
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

/** Decision 23 with the runner as a process: leases refused, unanswered, and given back. */
@SuppressWarnings("FutureReturnValueIgnored") // a send that fails fails the count
class LeaseIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final StepName STEP = new StepName("push");
  private static final String INPUT = FlowTopics.input(FLOW, STEP);
  private static final String OUTPUT = FlowTopics.output(FLOW, STEP);

  /** So short that the runner asks as often as it ever does: every ten seconds. */
  private static final Duration TERM = Duration.ofSeconds(12);

  @TempDir Path folder;
  private RealKafka kafka;
  private FakeRuntime runtime;
  private Process runner;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void start() throws Exception {
    kafka = RealKafka.start(folder);
    runtime = FakeRuntime.start(Files.createTempDirectory("trw"), folder.resolve("hosts.log"));
    runtime.answersLeases(new Leases(200, TERM));
    kafka.createTopic(StepAssignment.TOPIC, 1, Map.of("cleanup.policy", "compact"));
    kafka.createTopic(StepEvent.TOPIC, 1, Map.of());
    kafka.createTopic(FlowTopics.deadLetters(FLOW), 1, Map.of());
    kafka.createTopic(FlowTopics.logs(FLOW), 1, Map.of());
    kafka.createTopic(INPUT, 1, Map.of());
    kafka.createTopic(OUTPUT, 1, Map.of());
    kafka.createTopic(
        FlowTopics.parked(FLOW, STEP, 1), 1, Map.of("message.timestamp.type", "LogAppendTime"));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    runner = startRunner();
    var assignment = aStep(STEP.value()).connected("target").withWorkers(1).build();
    producer.send(
        new ProducerRecord<>(
            StepAssignment.TOPIC,
            StepAssignment.key(FLOW, STEP).getBytes(StandardCharsets.UTF_8),
            JSON.writeValueAsBytes(assignment)));
  }

  @AfterEach
  void stop() throws Exception {
    producer.close();
    runner.destroyForcibly().waitFor();
    runtime.close();
    kafka.close();
    Files.readAllLines(folder.resolve("runner.log")).forEach(System.out::println);
  }

  @Test
  @Timeout(180)
  void refusedLeaseEndsTheWorkerLosesNothingAndTheStepGoesOnWithTheConnection() throws Exception {
    send(0, 200);
    await(() -> read(OUTPUT).size() == 200);

    runtime.answersLeases(new Leases(404, TERM));
    await(() -> runtime.processes().isEmpty());
    send(200, 400);
    await(() -> refusals().size() == 1);
    var meanwhile = read(OUTPUT);
    runtime.answersLeases(new Leases(200, TERM));
    await(() -> read(OUTPUT).size() >= 400);

    assertThat(meanwhile).hasSize(200);
    assertThat(read(OUTPUT)).isEqualTo(IntStream.range(0, 400).mapToObj(String::valueOf).toList());
    assertThat(refusals().getFirst().errorMessage()).contains("The connection \"target\" is gone.");
    assertThat(refusals()).hasSize(1);
    assertThat(read(FlowTopics.deadLetters(FLOW))).isEmpty();
    assertThat(String.join("\n", read(FlowTopics.logs(FLOW))))
        .contains("the step waits", "is lent again");
  }

  @Test
  @Timeout(180)
  void unansweredLeaseStopsNothing() throws Exception {
    send(0, 100);
    await(() -> read(OUTPUT).size() == 100);
    var before = runtime.processes();

    runtime.answersLeases(new Leases(503, TERM));
    await(() -> Files.readString(folder.resolve("runner.log")).split("is not renewed").length > 2);
    send(100, 200);
    await(() -> read(OUTPUT).size() == 200);

    assertThat(runtime.processes()).isEqualTo(before);
    assertThat(refusals()).isEmpty();
  }

  @Test
  @Timeout(180)
  void lastWordsOfAWorkerStandInItsStepsLogWithoutTheSecret() throws Exception {
    send(0, 1);
    await(() -> read(OUTPUT).size() == 1);

    runtime.workersSay("refused: " + FakeRuntime.SECRET + "\u0007\n");
    runtime.processes().getFirst().destroyForcibly();
    await(() -> String.join("\n", read(FlowTopics.logs(FLOW))).contains("refused"));

    assertThat(String.join("\n", read(FlowTopics.logs(FLOW))))
        .contains("refused: ***\\\\u0007")
        .doesNotContain(FakeRuntime.SECRET);
    assertThat(Files.readString(folder.resolve("runner.log"))).doesNotContain(FakeRuntime.SECRET);
  }

  private void send(int from, int to) {
    for (int i = from; i < to; i++) {
      producer.send(
          new ProducerRecord<>(
              INPUT,
              "key".getBytes(StandardCharsets.UTF_8),
              Integer.toString(i).getBytes(StandardCharsets.UTF_8)));
    }
    producer.flush();
  }

  private List<StepEvent> refusals() {
    return read(StepEvent.TOPIC).stream()
        .flatMap(text -> JSON.readValue(text, StepEvents.class).events().stream())
        .filter(event -> event.outcome() == StepEvent.Outcome.CONNECTION_REFUSED)
        .toList();
  }

  /** All that is committed by now, in its order. */
  private List<String> read(String topic) {
    var texts = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(
            Map.of("bootstrap.servers", kafka.bootstrap(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> texts.add(new String(record.value(), StandardCharsets.UTF_8)));
      }
    }
    return texts;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(200_000_000);
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
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
            "TRIBUTARY_WORKERS_DIR", runtime.workers().toString()),
        Main.class.getName(),
        List.of());
  }
}
