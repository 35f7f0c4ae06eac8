package io.tributary.runner.steps;

import static io.tributary.runner.support.Assignments.FLOW;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.RetryPolicy;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.Delivery;
import io.tributary.contracts.steps.StepCommand;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.runner.delivery.Budgets;
import io.tributary.runner.kafka.KafkaClients;
import io.tributary.runner.kafka.KafkaCommands;
import io.tributary.runner.kafka.KafkaJournal;
import io.tributary.runner.kafka.KafkaMemberships;
import io.tributary.runner.support.Assignments;
import io.tributary.runner.support.RealKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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

/** Steps on a real broker: what long waits, pages, snapshots and commands leave behind. */
@SuppressWarnings("FutureReturnValueIgnored") // a send that fails fails the count
class StepIT {
  private static final RetryPolicy PATIENT = new RetryPolicy(100, 2, 0, 60_000, 3_600, 0, Set.of());

  @TempDir Path folder;
  private RealKafka kafka;
  private KafkaClients clients;
  private KafkaMemberships memberships;
  private KafkaJournal journal;
  private KafkaProducer<byte[], byte[]> producer;
  private final List<Step> running = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    kafka = RealKafka.start(folder);
    clients = new KafkaClients(BrokerAccess.open(kafka.bootstrap()), "it");
    memberships = new KafkaMemberships(clients);
    journal = new KafkaJournal(clients);
    kafka.createTopic(StepEvent.TOPIC, 4, Map.of());
    kafka.createTopic(StepCommand.TOPIC, 1, Map.of());
    kafka.createTopic(FlowTopics.deadLetters(FLOW), 1, Map.of());
    kafka.createTopic(FlowTopics.logs(FLOW), 1, Map.of());
    kafka.createTopic(FlowTopics.input(FLOW, new StepName("one")), 2, Map.of());
    for (var step : List.of("one", "two", "three", "four")) {
      kafka.createTopic(output(step), 2, Map.of());
      kafka.createTopic(
          FlowTopics.parked(FLOW, new StepName(step), 1),
          2,
          Map.of("message.timestamp.type", "LogAppendTime"));
      kafka.createTopic(
          FlowTopics.snapshots(FLOW, new StepName(step)), 1, Map.of("cleanup.policy", "compact"));
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrap(), "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void stop() throws Exception {
    for (var step : running) {
      step.stop().get(20, TimeUnit.SECONDS);
    }
    producer.close();
    journal.close();
    memberships.close();
    kafka.close();
  }

  @Test
  @Timeout(120)
  void longWaitSurvivesTheStepAndDelaysItsKeyOnly() throws Exception {
    Queue<String> attempts = new ConcurrentLinkedQueue<>();
    Function<Frame, List<Frame>> component =
        message -> {
          attempts.add(message.bodyText() + message.header(HeaderKey.ATTEMPT).orElse(""));
          return message.bodyText().equals("\"slow\"") && attempt(message) == 1
              ? failed(message, 15_000)
              : PlayedComponent.given(message);
        };
    var first = step(aStep("one").retrying(PATIENT), component);
    send("a", "\"slow\"");
    send("a", "\"behind\"");
    for (int i = 0; i < 20; i++) {
      send("b" + i, "\"other\"");
    }
    var others = read(output("one"), 20);
    await(() -> !read(FlowTopics.parked(FLOW, new StepName("one"), 1), 1).isEmpty());
    running.remove(first);
    first.stop().get(20, TimeUnit.SECONDS);

    step(aStep("one").retrying(PATIENT), component);
    var all = read(output("one"), 22);

    assertThat(others).hasSize(20).doesNotContain("\"slow\"", "\"behind\"");
    assertThat(all).hasSize(22);
    assertThat(all.subList(20, 22)).containsExactly("\"slow\"", "\"behind\"");
    assertThat(attempts).contains("\"slow\"1", "\"slow\"2").doesNotContain("\"behind\"2");
  }

  @Test
  @Timeout(120)
  void pagesAndSnapshotsAreCommittedAndGoOnAfterwards() throws Exception {
    Queue<String> cursors = new ConcurrentLinkedQueue<>();
    Queue<String> snapshots = new ConcurrentLinkedQueue<>();
    Function<Frame, List<Frame>> component =
        message -> {
          snapshots.add(message.header(HeaderKey.SNAPSHOT).orElse("none"));
          var cursor = message.header(HeaderKey.CURSOR);
          if (cursor.isEmpty()) {
            return List.of(
                Frame.of(FrameType.EMIT, message.id()).withBody("1"),
                Frame.of(FrameType.EMIT, message.id()).withBody("2"),
                Frame.of(FrameType.PAGE, message.id()).withBody("{\"row\":2}"),
                Frame.of(FrameType.EMIT, message.id()).withBody("\"lost\""));
          }
          cursors.add(cursor.get());
          return List.of(
              Frame.of(FrameType.EMIT, message.id()).withBody("3"),
              Frame.of(FrameType.SNAPSHOT, message.id())
                  .with(HeaderKey.SCOPE, "trigger")
                  .withBody("{\"seen\":3}"),
              Frame.of(FrameType.DONE, message.id()));
        };
    var first = step(aStep("one"), component);
    send("a", "\"all\"");
    var page = read(output("one"), 2);
    running.remove(first);
    // It still has the message in hand: its drain waits in vain and then lets go of it.
    first.stop().get(30, TimeUnit.SECONDS);

    step(aStep("one"), component);
    var all = read(output("one"), 3);
    send("a", "\"more\"");
    await(() -> snapshots.contains("{\"seen\":3}"));

    assertThat(page).containsExactly("1", "2");
    assertThat(all).containsExactly("1", "2", "3");
    assertThat(cursors).containsExactly("{\"row\":2}");
  }

  @Test
  @Timeout(120)
  void commandsAreObeyed() throws Exception {
    var attempts = new AtomicInteger();
    step(
        aStep("one").retrying(PATIENT),
        message -> {
          attempts.incrementAndGet();
          return failed(message, 1_000_000);
        });
    try (var commands = new KafkaCommands(clients, command -> running.getLast().tell(command))) {
      commands.start();
      send("a", "{}");
      await(() -> attempts.get() == 1);
      // Before the reader stands at the topic's end a command is not heard: so it is repeated.
      await(
          () -> {
            command(StepCommand.Kind.RETRY_NOW);
            return attempts.get() > 1;
          });
      await(
          () -> {
            command(StepCommand.Kind.STOP_RETRYING);
            return !records(FlowTopics.deadLetters(FLOW), 1).isEmpty();
          });
    }

    var letter = records(FlowTopics.deadLetters(FLOW), 1).getFirst();

    assertThat(letter.headers().lastHeader(MessageHeaders.DEAD_KIND).value())
        .asString()
        .isEqualTo("stopped");
  }

  @Test
  @Timeout(120)
  void aStepWhosePositionIsLostStandsStillSaysSoAndGoesOnWhereItIsTold() throws Exception {
    pass("\"before\"");
    moveBeyondTheEnd(1_000);
    var lost = step(aStep("one"), PlayedComponent::given);
    await(() -> logs().contains("stands still"));
    running.remove(lost);
    lost.stop().get(20, TimeUnit.SECONDS);

    moveBeyondTheEnd(0);
    step(aStep("one"), PlayedComponent::given);
    send("a", "\"after\"");

    assertThat(read(output("one"), 2)).containsExactly("\"before\"", "\"after\"");
    assertThat(logs()).contains(FlowTopics.input(FLOW, new StepName("one")), "docs/kafka.md");
  }

  /** A step that passes one message on, and goes. */
  private void pass(String body) throws Exception {
    var step = step(aStep("one"), PlayedComponent::given);
    send("a", body);
    await(() -> !read(output("one"), 1).isEmpty());
    running.remove(step);
    step.stop().get(20, TimeUnit.SECONDS);
  }

  private String logs() {
    return String.join("\n", read(FlowTopics.logs(FLOW), 1));
  }

  /** As kafka-consumer-groups does it; refused as long as the group has members. */
  private void moveBeyondTheEnd(long beyond) throws Exception {
    var one = new StepName("one");
    var input = FlowTopics.input(FLOW, one);
    var partitions = List.of(new TopicPartition(input, 0), new TopicPartition(input, 1));
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
      var wanted = new HashMap<TopicPartition, OffsetAndMetadata>();
      for (var partition : partitions) {
        long at =
            admin
                .listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
        wanted.put(partition, new OffsetAndMetadata(at + beyond));
      }
      await(
          () -> {
            try {
              admin.alterConsumerGroupOffsets(FlowTopics.group(FLOW, one, 1), wanted).all().get();
              return true;
            } catch (ExecutionException stillThere) {
              return false;
            } catch (InterruptedException interrupted) {
              throw new IllegalStateException(interrupted);
            }
          });
    }
  }

  @Test
  @Timeout(180)
  void fourStepsPassMessagesOnSoon() throws Exception {
    for (var delivery : List.of(Delivery.AT_LEAST_ONCE, Delivery.EXACTLY_ONCE)) {
      var stays = chain(delivery);
      measured("warms up", 1_000, stays);
      measured(delivery.name(), 3_000, stays);
      for (var step : running) {
        step.stop().get(20, TimeUnit.SECONDS);
      }
      running.clear();
    }
  }

  private List<Step> chain(Delivery delivery) {
    var steps = new ArrayList<Step>();
    String upstream = null;
    for (var name : List.of("one", "two", "three", "four")) {
      var built = aStep(name).delivering(delivery);
      steps.add(step(upstream == null ? built : built.after(upstream), PlayedComponent::given));
      upstream = name;
    }
    return steps;
  }

  /** 500 messages a second; the time from the send to its arrival behind the last step. */
  private void measured(String what, int messages, List<Step> steps) throws Exception {
    var nanos = new ArrayList<Long>();
    try (var consumer = consumer(output("four"))) {
      consumer.seekToEnd(consumer.assignment());
      consumer.assignment().forEach(consumer::position);
      var sender =
          Thread.ofPlatform()
              .start(
                  () -> {
                    long next = System.nanoTime();
                    for (int i = 0; i < messages; i++) {
                      LockSupport.parkNanos(next - System.nanoTime());
                      next += 2_000_000;
                      send("k" + i % 100, Long.toString(System.nanoTime()));
                    }
                  });
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (nanos.size() < messages && System.nanoTime() < end) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          nanos.add(System.nanoTime() - Long.parseLong(text(record)));
        }
      }
      sender.join();
    }
    nanos.sort(null);
    System.out.printf(
        "LATENCY %s, %d steps at 500/s: p50 %.1f ms, p99 %.1f ms, most %.1f ms%n",
        what,
        steps.size(),
        nanos.get(nanos.size() / 2) / 1e6,
        nanos.get(nanos.size() * 99 / 100) / 1e6,
        nanos.getLast() / 1e6);
    assertThat(nanos).hasSize(messages);
  }

  private Step step(Assignments assignment, Function<Frame, List<Frame>> component) {
    StepAssignment built = assignment.build();
    var step =
        new Step(
            built,
            memberships,
            new PlayedComponent(component),
            journal.of(FLOW),
            Budgets.of(100_000_000),
            StepSettings.DEFAULT);
    step.start();
    running.add(step);
    return step;
  }

  private void command(StepCommand.Kind kind) {
    producer.send(
        new ProducerRecord<>(
            StepCommand.TOPIC,
            JsonMapper.builder()
                .build()
                .writeValueAsBytes(new StepCommand(FLOW, new StepName("one"), kind, Set.of()))));
    producer.flush();
  }

  private void send(String key, String body) {
    producer.send(
        new ProducerRecord<>(
            FlowTopics.input(FLOW, new StepName("one")),
            key.getBytes(StandardCharsets.UTF_8),
            body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Bodies in the order in which they were committed, as far as one partition tells it. */
  private List<String> read(String topic, int atLeast) {
    return records(topic, atLeast).stream().map(StepIT::text).toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String topic, int atLeast) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    long end = System.nanoTime() + Duration.ofSeconds(atLeast > 1 ? 45 : 1).toNanos();
    try (var consumer = consumer(topic)) {
      consumer.seekToBeginning(consumer.assignment());
      while (records.size() < atLeast && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    records.sort(java.util.Comparator.comparingLong(ConsumerRecord::timestamp));
    return records;
  }

  private KafkaConsumer<byte[], byte[]> consumer(String topic) {
    var consumer =
        new KafkaConsumer<byte[], byte[]>(
            Map.of("bootstrap.servers", kafka.bootstrap(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(found -> new TopicPartition(topic, found.partition()))
            .toList());
    return consumer;
  }

  private static String output(String step) {
    return FlowTopics.output(FLOW, new StepName(step));
  }

  private static int attempt(Frame message) {
    return Integer.parseInt(message.header(HeaderKey.ATTEMPT).orElse("0"));
  }

  private static List<Frame> failed(Frame message, long wait) {
    return List.of(
        Frame.of(FrameType.FAILED, message.id())
            .with(HeaderKey.KIND, "retry-later")
            .with(HeaderKey.ERROR, "Busy")
            .with(HeaderKey.MESSAGE, "later")
            .with(HeaderKey.RETRY_AFTER_MS, wait));
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(100_000_000);
    }
  }
}
