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
import io.tributary.contracts.steps.StepAssignment.Delivery;
import io.tributary.contracts.steps.StepAssignment.Ordering;
import io.tributary.runner.support.ChildJvm;
import io.tributary.runner.support.FakeRuntime;
import io.tributary.runner.support.RealKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** Events that come several times while the runner is killed again and again: each runs once. */
class DuplicatesIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int IDS = 1_000;
  private static final int TIMES = 5;
  private static final int THREADS = 16;
  private static final int KILLS = 5;
  private static final StepName FIRST = new StepName("first");
  private static final String REPLIES = "tributary.replies.it";
  private static final List<String> POINTS =
      List.of("seen", "after-send", "after-commit", "before-commit");

  @TempDir Path folder;
  private RealKafka kafka;
  private FakeRuntime runtime;
  private Path workers;
  private Process runner;
  private KafkaProducer<byte[], byte[]> producer;

  /** Of {@code KILLS + 1} that are sent: one more with each kill, so that it strikes at work. */
  private volatile int portions = 1;

  @BeforeEach
  void start() throws Exception {
    kafka = RealKafka.start(folder);
    workers = Files.createTempDirectory("trw");
    runtime = FakeRuntime.start(workers, folder.resolve("hosts.log"));
    kafka.createTopic(StepAssignment.TOPIC, 1, Map.of("cleanup.policy", "compact"));
    kafka.createTopic(StepEvent.TOPIC, 4, Map.of());
    kafka.createTopic(FlowTopics.deadLetters(FLOW), 1, Map.of());
    kafka.createTopic(FlowTopics.logs(FLOW), 1, Map.of());
    kafka.createTopic(REPLIES, 1, Map.of());
    kafka.createTopic(FlowTopics.input(FLOW, FIRST), 4, Map.of());
    kafka.createTopic(FlowTopics.output(FLOW, FIRST), 4, Map.of());
    for (var own : List.of(FlowTopics.parked(FLOW, FIRST, 1), FlowTopics.seen(FLOW, FIRST))) {
      kafka.createTopic(own, 4, Map.of("message.timestamp.type", "LogAppendTime"));
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrap(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void stop() throws Exception {
    producer.close();
    runner.destroyForcibly().waitFor();
    runtime.close();
    kafka.close();
    Files.readAllLines(folder.resolve("runner.log")).forEach(System.out::println);
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(480)
  void eachIdRunsOnceWhateverIsKilled(Manner manner) throws Exception {
    var random = new Random(20_261_125);
    runner = startRunner("");
    assign(manner);
    var sending = Executors.newFixedThreadPool(THREADS);
    var deliveries = deliveries(random).stream().map(sending::submit).toList();
    sending.shutdown();
    int chosen = 0;
    boolean drawn = false;
    for (int kills = 0; kills < KILLS; kills++) {
      // Some at the nasty instants, the others at any; each after it has done something, and while
      // more comes in.
      awaitProgress();
      portions = kills + 2;
      int soon = random.nextInt(1_000);
      // One that is to end itself gets the time to come by its instant.
      boolean ended = runner.waitFor(drawn ? 3_000 : soon, TimeUnit.MILLISECONDS);
      chosen += ended ? 1 : 0;
      if (!ended) {
        runner.destroyForcibly().waitFor();
      }
      // Nobody ends the last one: it has to outlive the test.
      drawn = kills < POINTS.size() && kills < KILLS - 1;
      runner = startRunner(drawn ? POINTS.get(kills) + ":0.2:" + kills : "");
    }
    for (var delivery : deliveries) {
      delivery.get();
    }
    boolean exactly = manner.delivery == Delivery.EXACTLY_ONCE;
    var events = ends(IDS * TIMES, exactly);
    for (int id = 0; id < IDS; id++) {
      send(id, true);
    }
    var replies = read(REPLIES, IDS, Duration.ofMinutes(1));
    var outputs = all(FlowTopics.output(FLOW, FIRST));
    System.out.printf(
        "DUPLICATES %s: %d ids x %d deliveries, %d kills, %d of them at fault points: %d runs%n",
        manner, IDS, TIMES + 1, KILLS, chosen, outputs.size());

    assertThat(chosen).isPositive();
    var ran = outputs.stream().map(DuplicatesIT::text).collect(Collectors.toSet());
    assertThat(ran).hasSize(IDS);
    assertThat(events).hasSize(IDS * TIMES);
    assertThat(events.values()).allMatch(event -> event.outcome() == StepEvent.Outcome.EMITTED);
    if (exactly) {
      assertThat(outputs).hasSize(IDS);
      assertThat(events.values().stream().filter(event -> event.outputs() == 1)).hasSize(IDS);
    }
    assertThat(replies).hasSize(IDS);
    assertThat(replies)
        .allMatch(
            reply -> status(reply).equals("202") && text(reply).contains("\"duplicate\":true"));
  }

  /** Until this runner has ended messages, or itself. */
  private void awaitProgress() throws Exception {
    try (var consumer = consumer(StepEvent.TOPIC)) {
      long begin = ends(consumer);
      long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (runner.isAlive() && ends(consumer) == begin && System.nanoTime() < limit) {
        runner.waitFor(100, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Offsets, markers counted: all that matters is that they grow. */
  private static long ends(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.endOffsets(consumer.assignment()).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private List<Callable<Void>> deliveries(Random random) {
    var ids = new ArrayList<Integer>();
    for (int i = 0; i < TIMES; i++) {
      IntStream.range(0, IDS).forEach(ids::add);
    }
    Collections.shuffle(ids, random);
    var deliveries = new ArrayList<Callable<Void>>();
    for (int thread = 0; thread < THREADS; thread++) {
      var mine = ids.subList(ids.size() * thread / THREADS, ids.size() * (thread + 1) / THREADS);
      deliveries.add(
          () -> {
            for (int i = 0; i < mine.size(); i++) {
              do {
                LockSupport.parkNanos(20_000_000);
              } while (i >= mine.size() * portions / (KILLS + 1));
              send(mine.get(i), false);
            }
            return null;
          });
    }
    return deliveries;
  }

  private void send(int id, boolean waits) throws Exception {
    var event = ("event-" + id).getBytes(StandardCharsets.UTF_8);
    var record =
        new ProducerRecord<>(
            FlowTopics.input(FLOW, FIRST),
            event,
            ("\"" + id + "\"").getBytes(StandardCharsets.UTF_8));
    record.headers().add(MessageHeaders.EVENT_ID, event);
    if (waits) {
      record.headers().add(MessageHeaders.REPLY_TO, REPLIES.getBytes(StandardCharsets.UTF_8));
    }
    producer.send(record).get(20, TimeUnit.SECONDS);
  }

  /** The ends of so many messages. */
  private Map<String, StepEvent> ends(int messages, boolean once) {
    var ends = new HashMap<String, StepEvent>();
    long limit = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    try (var consumer = consumer(StepEvent.TOPIC)) {
      while (ends.size() < messages && System.nanoTime() < limit) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          for (var event : JSON.readValue(record.value(), StepEvents.class).events()) {
            if (event.outcome() == StepEvent.Outcome.EMITTED
                || event.outcome() == StepEvent.Outcome.DEAD) {
              var before = ends.put(event.message(), event);
              assertThat(once && before != null).as("%s ends twice", before).isFalse();
            }
          }
        }
      }
    }
    return ends;
  }

  private void assign(Manner manner) throws Exception {
    var assignment = aStep("first").ordering(manner.ordering).delivering(manner.delivery).build();
    producer
        .send(
            new ProducerRecord<>(
                StepAssignment.TOPIC,
                StepAssignment.key(FLOW, FIRST).getBytes(StandardCharsets.UTF_8),
                JSON.writeValueAsBytes(assignment)))
        .get(20, TimeUnit.SECONDS);
  }

  private Process startRunner(String faults) throws Exception {
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
            "TRIBUTARY_WORKERS_DIR", workers.toString(),
            "TRIBUTARY_FAULTS", faults),
        Main.class.getName(),
        List.of());
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic, int atLeast, Duration limit) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    long end = System.nanoTime() + limit.toNanos();
    try (var consumer = consumer(topic)) {
      while (records.size() < atLeast && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  /** Whatever is there by now, however long the reading takes. */
  private List<ConsumerRecord<byte[], byte[]>> all(String topic) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer = consumer(topic)) {
      var ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private KafkaConsumer<byte[], byte[]> consumer(String topic) {
    var consumer =
        new KafkaConsumer<byte[], byte[]>(
            Map.of("bootstrap.servers", kafka.bootstrap(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(found -> new TopicPartition(topic, found.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }

  private static String status(ConsumerRecord<byte[], byte[]> reply) {
    return new String(
        reply.headers().lastHeader(MessageHeaders.REPLY_STATUS).value(), StandardCharsets.UTF_8);
  }

  /**
   * How the step takes its messages; at least once may repeat what a crash cut off, and loses none.
   */
  enum Manner {
    BY_KEY(Ordering.KEY, Delivery.EXACTLY_ONCE),
    FREE(Ordering.NONE, Delivery.EXACTLY_ONCE),
    AT_LEAST_ONCE(Ordering.KEY, Delivery.AT_LEAST_ONCE);

    private final Ordering ordering;
    private final Delivery delivery;

    Manner(Ordering ordering, Delivery delivery) {
      this.ordering = ordering;
      this.delivery = delivery;
    }
  }
}
