package io.tributary.runner.delivery;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.Ordering;
import io.tributary.protocol.Frame;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.ProtocolViolation;
import io.tributary.protocol.ProtocolViolation.Rule;
import io.tributary.runner.delivery.Ending.Dead;
import io.tributary.runner.delivery.Ending.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes in what a host says of a message, and what remains of it when the message ends. */
final class Sayings {
  private static final int LONGEST_CURSOR = 16 * 1024;

  private final StepAssignment assignment;
  private final DeliveryLimits limits;
  private final Holdings holdings;
  private final CarriedOutputs carried;
  private final RecordLimits records;

  Sayings(
      StepAssignment assignment, DeliveryLimits limits, Holdings holdings, RecordLimits records) {
    this.assignment = assignment;
    this.limits = limits;
    this.holdings = holdings;
    this.carried = new CarriedOutputs(assignment.upstream());
    this.records = records;
  }

  Verdict take(Flight flight, Frame frame) throws ProtocolViolation {
    switch (frame.type()) {
      case EMIT -> flight.emit(new Output(frame.header(HeaderKey.KEY).orElse(null), frame.body()));
      case REPLY -> flight.answer(Replies.read(frame));
      case SNAPSHOT -> {
        return snapshot(flight, frame);
      }
      case PAGE -> {
        return page(flight, frame);
      }
      default -> throw new ProtocolViolation(Rule.ORDER, frame.type() + " about a message");
    }
    holdings.hold(flight.message, (long) frame.body().length + Flight.OVERHEAD);
    return isTooMuch(flight) ? tooMuch(flight) : new Verdict.Well();
  }

  /** What the ended attempt's component wants to know the next time. */
  List<Snapshots.Left> left(Flight flight) {
    return leave(flight.snapshots());
  }

  /** A snapshot that is committed without its outputs would lose them. */
  Optional<Dead> tooLargeBesideSnapshots(Flight flight) {
    return flight.snapshots().isEmpty() ? Optional.empty() : tooLarge(flight);
  }

  /** The message's end, with the pages that no transaction has yet. */
  Finished finished(Message message, Ending ending) {
    var now = holdings.stamp();
    var paged = new ArrayList<Output>();
    var snapshots = new ArrayList<Snapshots.Left>();
    for (var page : message.takePages()) {
      paged.addAll(page.outputs());
      snapshots.addAll(page.snapshots());
    }
    snapshots.addAll(message.snapshots);
    message.snapshots = snapshots;
    return new Finished(
        message.record,
        message.outputs,
        paged,
        ending,
        message.attempt,
        message.startedAt == null ? now : message.startedAt,
        now,
        message.worker,
        message.under == null ? message.edition : message.under);
  }

  private Verdict snapshot(Flight flight, Frame frame) throws ProtocolViolation {
    var scope = frame.required(HeaderKey.SCOPE);
    boolean ofKey = scope.equals("key");
    if (!ofKey && !scope.equals("trigger")) {
      throw new ProtocolViolation(Rule.HEADER_VALUE, "SNAPSHOT of an unknown scope");
    }
    if (records.snapshots() == 0) {
      return over("unsupported", "Snapshot", "the step has no topic for snapshots");
    }
    if (frame.body().length > limits.snapshotBytes()) {
      return over(
          "too-large",
          "SnapshotTooLarge",
          "a snapshot of %d bytes; %d are kept"
              .formatted(frame.body().length, limits.snapshotBytes()));
    }
    var key = flight.message.record.key();
    if (ofKey && (key == null || assignment.handling().ordering() == Ordering.NONE)) {
      return over("unsupported", "Snapshot", "a key's snapshot needs ordering by key, and a key");
    }
    if (isBroken(frame.body())) {
      return over("invalid-output", "Snapshot", "the snapshot is not JSON");
    }
    flight.keep(
        new Snapshot(
            ofKey ? Snapshot.keyOf(new String(key, StandardCharsets.UTF_8)) : Snapshot.TRIGGER,
            frame.bodyText()));
    holdings.hold(flight.message, (long) frame.bodyText().length() + Flight.OVERHEAD);
    return new Verdict.Well();
  }

  /** Nothing is committed early where there is no topic to remember it in. */
  private Verdict page(Flight flight, Frame frame) {
    if (!holdings.parks() || !holdings.canPark(flight.message)) {
      return new Verdict.Well();
    }
    if (frame.body().length > LONGEST_CURSOR || isBroken(frame.body())) {
      return over("invalid-output", "Page", "a page's cursor is JSON of at most " + LONGEST_CURSOR);
    }
    var tooLarge = tooLarge(flight);
    if (tooLarge.isPresent()) {
      return new Verdict.Over(tooLarge.get());
    }
    var message = flight.message;
    long bytes = flight.heldBytes();
    var snapshots = leave(flight.snapshots());
    message.add(new Page(flight.turnPage(), snapshots, frame.bodyText(), bytes));
    holdings.wish(message);
    return new Verdict.Paged();
  }

  /**
   * Whether an output would not fit into its topic: known before it is part of a transaction that
   * also holds what follows from it. Rather too strict than too lax.
   */
  private Optional<Dead> tooLarge(Flight flight) {
    var record = flight.message.record;
    long besides = RecordLimits.USUAL_HEADERS + (record.key() == null ? 0L : record.key().length);
    try {
      var steps = carried.select(record, flight.assignment.carries());
      besides += steps == null ? 0 : steps.length;
    } catch (BrokenInput broken) {
      return Optional.of(
          new Dead("invalid-input", "BrokenInput", String.valueOf(broken.getMessage())));
    }
    for (var output : flight.outputsSoFar()) {
      var key = output.key();
      long size = besides + output.body().length + (key == null ? 0 : 3L * key.length());
      if (size > records.output()) {
        return Optional.of(
            new Dead(
                "too-large",
                "RecordTooLarge",
                "an output would be a record of %d bytes; the topic takes %d"
                    .formatted(size, records.output())));
      }
    }
    return Optional.empty();
  }

  private List<Snapshots.Left> leave(List<Snapshot> snapshots) {
    if (snapshots.isEmpty()) {
      return List.of();
    }
    return snapshots.stream()
        .map(snapshot -> new Snapshots.Left(snapshot, holdings.snapshots().left(snapshot)))
        .toList();
  }

  private boolean isTooMuch(Flight flight) {
    return flight.outputs() > limits.outputs() || flight.outputBytes() > limits.outputBytes();
  }

  private static Verdict tooMuch(Flight flight) {
    return over(
        "too-large",
        "TooMuchOutput",
        "%d outputs with %d bytes".formatted(flight.outputs(), flight.outputBytes()));
  }

  private static Verdict over(String kind, String error, String message) {
    return new Verdict.Over(new Dead(kind, error, message));
  }

  private static boolean isBroken(byte[] json) {
    try {
      JsonSlice.whole(json);
      return false;
    } catch (BrokenInput broken) {
      return true;
    }
  }

  /** What follows from it. */
  sealed interface Verdict {
    record Well() implements Verdict {}

    /** What was said so far is to be committed. */
    record Paged() implements Verdict {}

    /** The message is dead. */
    record Over(Dead dead) implements Verdict {}
  }
}
