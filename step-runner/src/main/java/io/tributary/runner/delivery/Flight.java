package io.tributary.runner.delivery;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runner.delivery.Ending.Output;
import io.tributary.runner.delivery.Ending.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One attempt: a message in a worker's hands, and what the host has said of it so far. */
final class Flight {
  /** Of an output, beside its bytes. */
  static final int OVERHEAD = 128;

  final long id;
  final Message message;

  /** What counts for this attempt until its end, whatever the step is told meanwhile. */
  final StepAssignment assignment;

  private @Nullable Delivery owner;
  private List<Output> outputs = new ArrayList<>(1);
  private List<Snapshot> snapshots = List.of();
  private @Nullable Reply reply;
  private long outputBytes;
  private long heldBytes;
  long deadline;

  /** The time was up and the host was told to stop. */
  boolean cancelled;

  Flight(long id, Message message, StepAssignment assignment, Delivery owner, long deadline) {
    this.id = id;
    this.message = message;
    this.assignment = assignment;
    this.owner = owner;
    this.deadline = deadline;
  }

  /** Whose it is; nobody's once given up, though the host still holds a credit for it. */
  @Nullable Delivery owner() {
    return owner;
  }

  void abandon() {
    owner = null;
    outputs = List.of();
    snapshots = List.of();
    reply = null;
  }

  void emit(Output output) {
    outputs.add(output);
    count(output.body().length);
  }

  void answer(Reply answer) {
    count(answer.body().length);
    reply = answer;
  }

  void keep(Snapshot snapshot) {
    if (snapshots.isEmpty()) {
      snapshots = new ArrayList<>(1);
    }
    snapshots.removeIf(earlier -> earlier.key().equals(snapshot.key()));
    snapshots.add(snapshot);
    count(snapshot.json().length());
  }

  List<Snapshot> snapshots() {
    return List.copyOf(snapshots);
  }

  /** Hands over what was given since the last page, and begins the next one. */
  List<Output> turnPage() {
    var page = outputs;
    outputs = new ArrayList<>();
    snapshots = List.of();
    outputBytes = 0;
    heldBytes = 0;
    return page;
  }

  List<Output> outputsSoFar() {
    return outputs;
  }

  int outputs() {
    return outputs.size();
  }

  long outputBytes() {
    return outputBytes;
  }

  /** With what each output costs beside its bytes. */
  long heldBytes() {
    return heldBytes;
  }

  Ending.Emitted emitted() {
    return new Ending.Emitted(outputs, reply);
  }

  private void count(int bytes) {
    outputBytes += bytes;
    heldBytes += bytes + OVERHEAD;
  }
}
