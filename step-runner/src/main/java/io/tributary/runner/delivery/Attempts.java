package io.tributary.runner.delivery;

import io.tributary.contracts.executions.StepEvent.Outcome;
import io.tributary.contracts.steps.LogLine;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.runner.delivery.Ending.Dead;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an attempt says to the host, and what the step's retry policy makes of its failure. */
public final class Attempts {
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int LONGEST_KEY = 4 * 1024;

  static final Dead STOPPED =
      new Dead("stopped", "Stopped", "somebody said that no further attempt is to be made");

  private StepAssignment assignment;
  private final CarriedOutputs carried;
  private final Journal journal;
  private final Timepiece time;
  private final RandomGenerator chance;

  public Attempts(
      StepAssignment assignment, Journal journal, Timepiece time, RandomGenerator chance) {
    this.assignment = assignment;
    this.carried = new CarriedOutputs(assignment.upstream());
    this.journal = journal;
    this.time = time;
    this.chance = chance;
  }

  /** From now on the step's policy is this one's. */
  void adjust(StepAssignment next) {
    assignment = next;
  }

  Timepiece time() {
    return time;
  }

  /** The MESSAGE frame of the message's current attempt; of a tick the POLL frame. */
  Frame frame(Flight flight, Snapshots snapshots) throws BrokenInput {
    var message = flight.message;
    var record = message.record;
    boolean tick = RecordHeaders.isTick(record);
    var frame =
        Frame.of(tick ? FrameType.POLL : FrameType.MESSAGE, flight.id)
            .with(HeaderKey.EXECUTION, message.execution())
            .with(
                HeaderKey.IDEMPOTENCY_KEY,
                MessageIdentity.idempotencyKey(message.id(), assignment.step()))
            .with(HeaderKey.ATTEMPT, message.attempt);
    byte[] key = record.key();
    if (key != null && key.length <= LONGEST_KEY && !tick) {
      frame = frame.with(HeaderKey.KEY, new String(key, StandardCharsets.UTF_8));
    }
    var trace = RecordHeaders.text(record, MessageHeaders.TRACEPARENT);
    if (trace != null && TRACEPARENT.matcher(trace).matches()) {
      frame = frame.with(HeaderKey.TRACE, trace);
    }
    byte[] steps = carried.select(record, flight.assignment.reads());
    if (steps != null) {
      frame = frame.with(HeaderKey.STEPS, new String(steps, StandardCharsets.UTF_8));
    }
    var snapshot = snapshotFor(key, snapshots);
    if (snapshot != null) {
      frame = frame.with(HeaderKey.SNAPSHOT, snapshot);
    }
    if (message.cursor != null) {
      frame = frame.with(HeaderKey.CURSOR, message.cursor);
    }
    return tick || record.value() == null ? frame : frame.withBody(record.value());
  }

  /** A trigger's own snapshot, or its key's; an action's key's, or the step's own. */
  private @Nullable String snapshotFor(byte @Nullable [] key, Snapshots snapshots) {
    if (snapshots.isEmpty()) {
      return null;
    }
    var own = snapshots.at(Snapshot.TRIGGER);
    var keys =
        key == null ? null : snapshots.at(Snapshot.keyOf(new String(key, StandardCharsets.UTF_8)));
    boolean ownFirst = assignment.upstream() == null;
    return ownFirst ? (own == null ? keys : own) : (keys == null ? own : keys);
  }

  /** Whether the policy names the error: no attempt will fare better. */
  boolean givesUpOn(Failure failure) {
    var names = assignment.retry().giveUpOn();
    if (names.isEmpty()) {
      return false;
    }
    var error = failure.error();
    int end = Math.max(error.lastIndexOf('.'), error.lastIndexOf('$'));
    return names.contains(error) || names.contains(error.substring(end + 1));
  }

  /** Counts the failure; tells of the next attempt where there is one. */
  Verdict afterFailure(Message message, Failure failure) {
    message.failures++;
    var policy = assignment.retry();
    if (policy.maxAttempts() > 0 && message.failures >= policy.maxAttempts()) {
      return new Verdict.Spent(new Dead("attempts-spent", failure.error(), failure.message()));
    }
    var wait = wait(message.failures, failure.retryAfter());
    long dueAt = time.in(wait);
    if (dueAt - message.firstAttemptAt > Duration.ofSeconds(policy.maxAgeSeconds()).toNanos()) {
      return new Verdict.Spent(new Dead("too-old", failure.error(), failure.message()));
    }
    tell(message, Outcome.RETRYING, time.stamp().plus(wait), failure);
    return new Verdict.Again(dueAt);
  }

  void tell(Message message, Outcome outcome, @Nullable Instant next, Failure failure) {
    journal.tell(events(message).attempted(message, outcome, time.stamp(), next, failure));
  }

  /** The target counts as down: in the step's events and in its log, for a person. */
  void tellDown(Message message, Failure failure, Duration probe) {
    journal.tell(
        events(message).targetDown(message, time.stamp(), time.stamp().plus(probe), failure));
    say(
        "warn",
        "the target seems to be down (%s): one attempt every %d s until it answers; messages stay"
            .formatted(failure.error(), probe.toSeconds()));
  }

  private EventWording events(Message message) {
    return new EventWording(message.under == null ? assignment : message.under);
  }

  /** A line in the step's log that no worker wrote. */
  void say(String level, String text) {
    journal.log(new LogLine(time.stamp(), assignment.step(), "runner", level, null, text));
  }

  /** Earlier or later, so that what failed together does not come back together. */
  private Duration wait(int failures, Duration retryAfter) {
    double jitter = 1 + assignment.retry().jitter() * (2 * chance.nextDouble() - 1);
    var wait =
        Duration.ofNanos((long) (assignment.retry().waitBefore(failures + 1) * jitter * 1_000_000));
    return wait.compareTo(retryAfter) < 0 ? retryAfter : wait;
  }

  /** Whether there is a next attempt. */
  sealed interface Verdict {
    record Again(long dueAt) implements Verdict {}

    record Spent(Dead dead) implements Verdict {}
  }
}
