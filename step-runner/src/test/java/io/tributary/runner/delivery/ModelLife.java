package io.tributary.runner.delivery;

import static io.tributary.runner.support.Assignments.aStep;

import io.tributary.contracts.steps.Gaps;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.RetryPolicy;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.Ordering;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.ProtocolViolation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One step's life as a seed draws it, with crashes at every place between its transactions. */
final class ModelLife {
  private static final int PARTITIONS = 2;
  private static final List<String> KEYS = List.of("a", "null", "b", "c", "d");
  private static final DeliveryLimits LIMITS =
      new DeliveryLimits(
          12,
          100_000,
          10_000,
          1_000,
          1_000_000,
          5,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          1_000,
          1_000,
          new DeliveryLimits.Parking(Duration.ofSeconds(10), 200, 6_000),
          new DeliveryLimits.Breaking(8, 3));

  final FakeBroker broker;

  /** Ids of all messages, with the number of outputs that each gives. */
  final Map<String, Integer> sent = new LinkedHashMap<>();

  private final Random random;
  private final StepAssignment assignment;
  private final List<String> story = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<TopicPartition, Long> fetched = new HashMap<>();
  private final Map<Integer, Long> catchingUp = new HashMap<>();
  private final ArrayDeque<Batch> underWay = new ArrayDeque<>();
  private final List<Place> bodies = new ArrayList<>();
  private final Map<Long, Integer> emitted = new HashMap<>();
  private long nanos = 1_000_000_000L;
  private final Timepiece time = new Timepiece(new ModelClock(), () -> nanos);
  private Crew crew;
  private Delivery delivery;
  private FakeWorker worker;
  private int workers;
  private boolean calm;

  /** How many different ones there are, and of so many attempts half fails. */
  private final int keys;

  private final int trouble;
  private final boolean events;

  /** Of each event, the messages that workers were given. */
  final Map<String, Set<String>> handed = new HashMap<>();

  ModelLife(long seed, Ordering ordering) {
    this(seed, ordering, false);
  }

  /**
   * @param events whether it is a trigger whose messages are events that may come again
   */
  ModelLife(long seed, Ordering ordering, boolean events) {
    this.events = events;
    this.random = new Random(seed * 7_919);
    this.keys = 1 + random.nextInt(KEYS.size());
    this.trouble = 4 + random.nextInt(12);
    this.broker = new FakeBroker(random, () -> time.stamp().toEpochMilli());
    this.assignment =
        (events ? aStep("work") : aStep("work").after("before"))
            .ordering(ordering)
            .withConcurrency(6)
            .retrying(new RetryPolicy(500, 3, 0.3, 60_000, 3_600 * 24, 0, Set.of("Hopeless")))
            .build();
    begin();
  }

  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
    }
    calm = true;
    for (int i = 0; !isDone(); i++) {
      if (i > 5_000) {
        throw new IllegalStateException(
            "stuck: %d wait, %s".formatted(delivery.waiting(), delivery));
      }
      settle();
    }
    rememberHanded();
  }

  private boolean isDone() {
    return underWay.isEmpty()
        && delivery.waiting() == 0
        && broker.logs.entrySet().stream()
            .allMatch(log -> fetched.getOrDefault(log.getKey(), 0L) > log.getValue().lastKey());
  }

  private void settle() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      fetch(parked(partition), 50);
      fetch(input(partition), 50);
    }
    readBodies();
    act();
    act();
    takeBatch();
    commit();
    passes(Duration.ofMillis(random.nextInt(3_000)));
  }

  private void step() {
    int partition = random.nextInt(PARTITIONS);
    switch (random.nextInt(22)) {
      case 0, 1, 2 -> send();
      case 3, 4, 5 -> fetch(input(partition), 1 + random.nextInt(6));
      case 6, 7 -> fetch(parked(partition), 1 + random.nextInt(4));
      case 8, 9, 10, 11 -> act();
      case 12, 13 -> takeBatch();
      case 14, 15 -> commit();
      case 16 -> passes(Duration.ofMillis(random.nextInt(800)));
      case 17 -> passes(Duration.ofMillis(random.nextInt(40_000)));
      case 18 -> readBodies();
      case 19 -> replay();
      case 20 -> {
        if (random.nextInt(3) == 0) {
          crash();
        } else {
          workerDies();
        }
      }
      default -> command();
    }
  }

  private void begin() {
    crew = new Crew(assignment.step(), LIMITS, time, new FakeJournal());
    delivery =
        new Delivery(
            assignment,
            LIMITS,
            crew,
            new Attempts(assignment, new FakeJournal(), time, random),
            Budgets.of(100_000_000),
            Bench.RECORDS);
    fetched.clear();
    catchingUp.clear();
    underWay.clear();
    bodies.clear();
    var gaps = new HashMap<TopicPartition, Gaps>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (var one : List.of(input(partition), parked(partition))) {
        gaps.put(one, broker.gaps(one));
        fetched.put(one, broker.position(one));
      }
      catchingUp.put(partition, broker.end(parked(partition)));
    }
    var seen = new HashMap<Integer, SeenIds>();
    for (int partition = 0; events && partition < PARTITIONS; partition++) {
      seen.put(partition, broker.seenIds(partition));
    }
    delivery.assigned(new Takeover(gaps, Map.of(), seen));
    newWorker();
  }

  private void newWorker() {
    emitted.clear();
    rememberHanded();
    worker = new FakeWorker("w" + workers++, assignment, 8);
    crew.joined(worker);
  }

  private void rememberHanded() {
    if (workers == 0) {
      return;
    }
    for (var message : worker.messages()) {
      var id = id(message);
      handed.computeIfAbsent(id.split("-", 2)[0], _ -> new HashSet<>()).add(id);
    }
  }

  private void crash() {
    tell("crash");
    if (!underWay.isEmpty() && random.nextBoolean()) {
      underWay.forEach(broker::commit);
      tell("the broker had committed");
    }
    begin();
  }

  private void workerDies() {
    tell("worker dies");
    crew.left(worker);
    newWorker();
    delivery.dispatch();
  }

  private void send() {
    if (events) {
      sendEvent();
      return;
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      var key = KEYS.get(random.nextInt(keys));
      var id = key + "-" + numbers.merge(key, 1, Integer::sum);
      sent.put(id, random.nextInt(4) == 0 ? random.nextInt(8) : 1);
      int partition = key.equals("null") ? random.nextInt(PARTITIONS) : key.charAt(0) % PARTITIONS;
      broker.append(
          input(partition),
          key.equals("null") ? null : bytes(key),
          bytes("{\"id\":\"" + id + "\"}" + " ".repeat(500)),
          FakeBroker.named(id));
    }
  }

  /** A new one, or one that came before; the door's key is the event's id. */
  private void sendEvent() {
    int known = numbers.getOrDefault("event", 0);
    int number = known == 0 || random.nextBoolean() ? known + 1 : 1 + random.nextInt(known);
    numbers.put("event", Math.max(known, number));
    var event = "e" + number;
    var id = event + "-" + numbers.merge(event, 1, Integer::sum);
    sent.put(id, number % 4 == 0 ? number % 7 : 1);
    var headers = FakeBroker.named(id);
    headers.add(MessageHeaders.EVENT_ID, bytes(event));
    boolean keyless = assignment.handling().ordering() == Ordering.NONE && number % 2 == 0;
    broker.append(
        input(number % PARTITIONS),
        keyless ? null : bytes(event),
        bytes("{\"id\":\"" + id + "\"}" + " ".repeat(500)),
        headers);
  }

  private void replay() {
    var key = List.of("a", "b", "c").get(random.nextInt(3));
    var id = "replay-" + numbers.merge("replay", 1, Integer::sum);
    sent.put(id, 1);
    var headers = FakeBroker.named(id);
    headers.add(MessageHeaders.REPLAY, bytes(id));
    if (events) {
      headers.add(MessageHeaders.EVENT_ID, bytes("e1"));
    }
    broker.append(parked(key.charAt(0) % PARTITIONS), bytes(key), bytes("{}"), headers);
  }

  private void fetch(TopicPartition partition, int atMost) {
    boolean ofInput = partition.topic().equals(Bench.TOPIC);
    if (ofInput && (catchingUp.containsKey(partition.partition()) || !delivery.hasRoom())) {
      return;
    }
    var records = broker.read(partition, fetched.getOrDefault(partition, 0L), atMost);
    if (!records.isEmpty()) {
      fetched.put(partition, records.getLast().offset() + 1);
      delivery.fetched(records);
    }
    var end = catchingUp.get(partition.partition());
    boolean isAtEnd = broker.read(partition, fetched.getOrDefault(partition, 0L), 1).isEmpty();
    if (!ofInput && end != null && (isAtEnd || fetched.get(partition) >= end)) {
      catchingUp.remove(partition.partition());
      delivery.caughtUp(Set.of(partition.partition()));
    }
    delivery.dispatch();
  }

  private void readBodies() {
    bodies.addAll(delivery.bodiesToRead());
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (var place : bodies) {
      records.addAll(broker.read(place.topicPartition(), place.offset(), 1));
    }
    bodies.clear();
    delivery.bodiesRead(records);
    delivery.dispatch();
  }

  private void takeBatch() {
    if (delivery.isCommittable()) {
      delivery.takeBatch().ifPresent(this::send);
    }
  }

  /** What went before it in the same transaction has been sent by then. */
  private void send(Batch batch) {
    if (!underWay.isEmpty()) {
      delivery.sent();
    }
    underWay.add(batch);
  }

  private void commit() {
    if (underWay.isEmpty()) {
      return;
    }
    for (var batch : underWay) {
      broker.commit(batch);
      tell(
          "commits %d, parks %d, %s"
              .formatted(batch.messages().size(), batch.parked().size(), batch.positions()));
    }
    if (!calm && random.nextInt(12) == 0) {
      underWay.clear();
      tell("crash after a commit");
      begin();
      return;
    }
    if (random.nextInt(3) == 0) {
      fetch(parked(random.nextInt(PARTITIONS)), 50);
    }
    for (; !underWay.isEmpty(); underWay.poll()) {
      delivery.committed(Receipt.of(0));
    }
    delivery.dispatch();
  }

  private void command() {
    if (random.nextInt(4) == 0) {
      delivery.retryNow(Set.of());
      delivery.dispatch();
    }
  }

  private void passes(Duration duration) {
    nanos += duration.toNanos();
    crew.tick();
    if (worker.endedBecause != null) {
      workerDies();
    }
    delivery.dispatch();
  }

  /** The component does something about one of the messages in its hands. */
  private void act() {
    var open =
        worker.messages().stream()
            .filter(one -> emitted.get(one.id()) == null || emitted.get(one.id()) >= 0)
            .toList();
    if (open.isEmpty()) {
      delivery.dispatch();
      return;
    }
    var message = open.get(random.nextInt(open.size()));
    var id = id(message);
    int all = sent.getOrDefault(id, 0);
    int next =
        emitted.getOrDefault(
            message.id(), Integer.parseInt(message.header(HeaderKey.CURSOR).orElse("0")));
    int what = calm ? 9 : random.nextInt(trouble);
    switch (what) {
      case 0, 1 -> fail(message, "retry-later", random.nextInt(3) == 0 ? 20_000 : 0, "Busy");
      case 2 -> {
        if (random.nextInt(3) == 0) {
          fail(message, "give-up", 0, "Wrong");
        } else {
          fail(message, "retry-later", 0, random.nextInt(6) == 0 ? "x.Hopeless" : "Busy");
        }
      }
      case 3, 4, 5 -> {
        if (next < all) {
          says(Frame.of(FrameType.EMIT, message.id()).withBody("" + next));
          says(Frame.of(FrameType.PAGE, message.id()).withBody("" + (next + 1)));
          emitted.put(message.id(), next + 1);
        }
      }
      default -> {
        for (int i = next; i < all; i++) {
          says(Frame.of(FrameType.EMIT, message.id()).withBody("" + i));
        }
        emitted.put(message.id(), -1);
        says(Frame.of(FrameType.DONE, message.id()));
      }
    }
    delivery.dispatch();
  }

  private void fail(Frame message, String kind, long wait, String error) {
    emitted.put(message.id(), -1);
    says(
        Frame.of(FrameType.FAILED, message.id())
            .with(HeaderKey.KIND, kind)
            .with(HeaderKey.ERROR, error)
            .with(HeaderKey.MESSAGE, "")
            .with(HeaderKey.RETRY_AFTER_MS, wait));
  }

  private void says(Frame frame) {
    try {
      crew.heard(worker, List.of(frame));
    } catch (ProtocolViolation violation) {
      throw new IllegalStateException(violation);
    }
  }

  private String id(Frame message) {
    return message.header(HeaderKey.EXECUTION).orElseThrow();
  }

  private void tell(String what) {
    story.add(what);
  }

  @Override
  public String toString() {
    return String.join("\n", story);
  }

  private static TopicPartition input(int partition) {
    return new TopicPartition(Bench.TOPIC, partition);
  }

  private static TopicPartition parked(int partition) {
    return new TopicPartition(FakeBroker.PARKED, partition);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Goes with the other clock. */
  private final class ModelClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(@Nullable ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochSecond(1_800_000_000L).plusNanos(nanos);
    }
  }
}
