package io.tributary.runner.delivery;

import io.tributary.contracts.steps.Gaps;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.protocol.Frame;
import io.tributary.protocol.ProtocolViolation;
import io.tributary.runner.support.Assignments;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A delivery with everything around it under the test's control. */
final class Bench {
  static final DeliveryLimits LIMITS =
      new DeliveryLimits(
          8,
          1_000_000,
          10_000,
          3,
          2_000_000,
          5,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          1_000,
          40 * 1024,
          new DeliveryLimits.Parking(Duration.ofSeconds(10), 1_000, 100_000),
          new DeliveryLimits.Breaking(10, 3));
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  static final RecordLimits RECORDS = new RecordLimits(100_000, 100_000, 100_000, 100_000, 100_000);
  static final String TOPIC = "flow.flow0001.before.out";

  final FakeJournal journal = new FakeJournal();
  final StepAssignment assignment;
  final Crew crew;
  final Delivery delivery;
  private long nanos = 1_000_000_000L;
  private final Timepiece time = new Timepiece(Clock.fixed(NOW, ZoneOffset.UTC), () -> nanos);
  private long parkedEnd;

  Bench(Assignments assignment) {
    this(assignment, LIMITS);
  }

  Bench(Assignments assignment, DeliveryLimits limits) {
    this(assignment, limits, RECORDS);
  }

  Bench(Assignments assignment, DeliveryLimits limits, RecordLimits records) {
    this.assignment = assignment.build();
    this.crew = new Crew(this.assignment.step(), limits, time, journal);
    this.delivery =
        new Delivery(
            this.assignment,
            limits,
            crew,
            new Attempts(this.assignment, journal, time, new Random(7)),
            Budgets.of(100_000_000),
            records);
  }

  FakeWorker worker(String name, int credits) {
    var worker = new FakeWorker(name, assignment, credits);
    crew.joined(worker);
    return worker;
  }

  @SafeVarargs
  final void fetched(ConsumerRecord<byte[], byte[]>... records) {
    var list = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (var record : records) {
      list.add(record);
    }
    delivery.fetched(list);
    delivery.dispatch();
  }

  void says(FakeWorker worker, List<Frame> frames) {
    try {
      crew.heard(worker, frames);
    } catch (ProtocolViolation violation) {
      worker.end(String.valueOf(violation.getMessage()));
    }
    delivery.dispatch();
  }

  void dies(FakeWorker worker) {
    crew.left(worker);
    delivery.dispatch();
  }

  void passes(Duration duration) {
    nanos += duration.toNanos();
    crew.tick();
    delivery.dispatch();
  }

  /** From now on the step has a parked topic, with nothing in it. */
  Bench parking() {
    delivery.assigned(
        new Takeover(
            Map.of(partition(0), Gaps.NONE, parkedPartition(), Gaps.NONE), Map.of(), Map.of()));
    delivery.caughtUp(Set.of(0));
    return this;
  }

  /** Commits one batch; the copies of what it parked come back. */
  Batch turn() {
    var batch = delivery.takeBatch().orElseThrow();
    delivery.committed(Receipt.of(0));
    for (var parked : batch.parked()) {
      delivery.fetched(List.of(copy(parked.copy(), parkedEnd++)));
    }
    delivery.dispatch();
    return batch;
  }

  static ConsumerRecord<byte[], byte[]> copy(ParkedCopy copy, long offset) {
    var sent = copy.in(FakeBroker.PARKED);
    return new ConsumerRecord<>(
        FakeBroker.PARKED,
        0,
        offset,
        Instant.parse("2026-11-23T12:00:00Z").toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        sent.value().length,
        sent.key(),
        sent.value(),
        new RecordHeaders(sent.headers()),
        Optional.empty());
  }

  static TopicPartition parkedPartition() {
    return new TopicPartition(FakeBroker.PARKED, 0);
  }

  /** Takes what can be committed, and commits it. */
  List<Finished> commit() {
    var all = new ArrayList<Finished>();
    for (var batch = delivery.takeBatch(); batch.isPresent(); batch = delivery.takeBatch()) {
      delivery.committed(Receipt.of(0));
      all.addAll(batch.get().messages());
    }
    return all;
  }

  static ConsumerRecord<byte[], byte[]> record(long offset, @Nullable String key, String body) {
    return record(0, offset, key, body);
  }

  static ConsumerRecord<byte[], byte[]> record(
      int partition, long offset, @Nullable String key, String body) {
    var record =
        new ConsumerRecord<>(
            TOPIC,
            partition,
            offset,
            0,
            TimestampType.CREATE_TIME,
            key == null ? -1 : key.length(),
            body.length(),
            key == null ? null : key.getBytes(StandardCharsets.UTF_8),
            body.getBytes(StandardCharsets.UTF_8),
            new RecordHeaders(),
            Optional.empty());
    record
        .headers()
        .add(MessageHeaders.CE_ID, (partition + "-" + offset).getBytes(StandardCharsets.UTF_8))
        .add(MessageHeaders.EXECUTION, ("run-" + offset).getBytes(StandardCharsets.UTF_8));
    return record;
  }

  static TopicPartition partition(int number) {
    return new TopicPartition(TOPIC, number);
  }
}
