package io.tributary.runner;

import static io.tributary.runner.support.Assignments.FLOW;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.LargeBody;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

/** Large bodies through a runner of 96 MB, over real sockets, into and out of a real broker. */
class LargeBodiesIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final StepName FIRST = new StepName("first");
  private static final FlowId OTHER = new FlowId("flow0002");
  private static final int MOST = 100 * 1024 * 1024;

  @TempDir Path folder;
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
    kafka.createTopic(FlowTopics.bodies(FLOW), 2, Map.of());
    kafka.createTopic(FlowTopics.bodies(OTHER), 2, Map.of());
    kafka.createTopic(FlowTopics.input(FLOW, FIRST), 1, Map.of());
    kafka.createTopic(FlowTopics.output(FLOW, FIRST), 1, Map.of());
    kafka.createTopic(
        FlowTopics.parked(FLOW, FIRST, 1), 1, Map.of("message.timestamp.type", "LogAppendTime"));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrap(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    var secret = folder.resolve("secret");
    Files.writeString(secret, "s");
    runner =
        ChildJvm.start(
            folder.resolve("runner.log"),
            List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"),
            Map.of(
                "TRIBUTARY_KAFKA_BOOTSTRAP", kafka.bootstrap(),
                "TRIBUTARY_RUNTIME_URL", runtime.address(),
                "TRIBUTARY_OIDC_ISSUER", runtime.address(),
                "TRIBUTARY_CLIENT_ID", "step-runner",
                "TRIBUTARY_CLIENT_SECRET_FILE", secret.toString(),
                "TRIBUTARY_WORKERS_DIR", workers.toString()),
            Main.class.getName(),
            List.of());
    send(
        StepAssignment.TOPIC,
        StepAssignment.key(FLOW, FIRST),
        JSON.writeValueAsString(aStep("first").build()));
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
  @Timeout(240)
  void largeBodiesGoInAndOutWholeAndNoFurther() throws Exception {
    int output = 0;
    for (int size : new int[] {0, 7, 1_000_000, 10_000_000, MOST}) {
      long began = System.nanoTime();
      input("{\"write\":%d}".formatted(size));
      var body = JSON.readValue(outputs(++output).getLast().value(), LargeBody.class);
      assertThat(body.size()).isEqualTo(size);
      long written = System.nanoTime();
      input("{\"read\":\"%s\"}".formatted(body.reference()));
      assertThat(text(outputs(++output).getLast())).isEqualTo("" + size);
      System.out.printf(
          "LARGE BODY of %d bytes: written in %d ms, read in %d ms%n",
          size, (written - began) / 1_000_000, (System.nanoTime() - written) / 1_000_000);
    }

    input("{\"write\":%d}".formatted(MOST + 1));
    var tooLarge = letters(1).getLast();
    input("{\"read\":\"0/aaaaaaaaaaaaaaaaaaaaaaaaaa/3/0\"}");
    var guessed = letters(2).getLast();
    var theirs =
        producer
            .send(
                new ProducerRecord<>(
                    FlowTopics.bodies(OTHER),
                    0,
                    "bbbbbbbbbbbbbbbbbbbbbbbbbb".getBytes(StandardCharsets.UTF_8),
                    new byte[3]))
            .get(10, TimeUnit.SECONDS);
    input("{\"read\":\"0/bbbbbbbbbbbbbbbbbbbbbbbbbb/3/%d\"}".formatted(theirs.offset()));
    var foreign = letters(3).getLast();
    input("\"after\"");

    assertThat(header(tooLarge, MessageHeaders.DEAD_KIND)).isEqualTo("too-large");
    assertThat(cause(tooLarge)).contains("104,857,600");
    assertThat(cause(guessed)).contains("not kept");
    assertThat(cause(foreign)).contains("not kept");
    assertThat(text(outputs(++output).getLast())).isEqualTo("\"after\"");
    assertThat(runner.isAlive()).isTrue();
  }

  private void input(String body) throws Exception {
    send(FlowTopics.input(FLOW, FIRST), "k", body);
  }

  private void send(String topic, String key, String value) throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                topic,
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8)))
        .get(20, TimeUnit.SECONDS);
  }

  private List<ConsumerRecord<byte[], byte[]>> outputs(int count) {
    return read(FlowTopics.output(FLOW, FIRST), count);
  }

  private List<ConsumerRecord<byte[], byte[]>> letters(int count) {
    return read(FlowTopics.deadLetters(FLOW), count);
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(
            Map.of("bootstrap.servers", kafka.bootstrap(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      consumer.seekToBeginning(consumer.assignment());
      while (records.size() < count && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    assertThat(records).as("in %s", topic).hasSize(count);
    return records;
  }

  private static String cause(ConsumerRecord<byte[], byte[]> letter) {
    return header(letter, MessageHeaders.DEAD_MESSAGE);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }
}
