package io.tributary.runner.delivery;

import io.tributary.contracts.executions.StepEvent.Outcome;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.protocol.Frame;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.ProtocolViolation;
import io.tributary.protocol.ProtocolViolation.Rule;
import io.tributary.runner.delivery.Ending.Dead;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The messages of one step from the moment they are fetched to the moment they are handed over to a
 * transaction. It lives as long as one group membership: after a failed transaction it is thrown
 * away, and another one begins at the committed position. For the step's thread only.
 */
public final class Delivery {
  /** Between asking for a connection anew and probing with it. */
  private static final Duration RENEWAL = Duration.ofSeconds(1);

  private static final int BATCH_MESSAGES = 8_192;

  private final StepAssignment assignment;
  private final DeliveryLimits limits;
  private final Crew crew;
  private final Attempts attempts;
  private final MemoryBudget memory;
  private final Timepiece time;
  private final Map<TopicPartition, Window> windows = new HashMap<>();
  private final Lanes lanes = new Lanes();
  private final ArrayDeque<Message> ready = new ArrayDeque<>();
  private final ArrayDeque<Message> suspects = new ArrayDeque<>();
  private final PriorityQueue<Message> retries =
      new PriorityQueue<>(Comparator.comparingLong(message -> message.dueAt));
  private final RefusedConnection refused;
  private int count;
  private int ended;
  private long heldBytes;

  public Delivery(
      StepAssignment assignment,
      DeliveryLimits limits,
      Crew crew,
      Attempts attempts,
      MemoryBudget memory,
      Timepiece time) {
    this.assignment = assignment;
    this.limits = limits;
    this.crew = crew;
    this.attempts = attempts;
    this.memory = memory;
    this.time = time;
    this.refused = new RefusedConnection(time, limits.probe(), RENEWAL);
  }

  /** Takes what was fetched, in the partition's order. */
  public void fetched(List<ConsumerRecord<byte[], byte[]>> records) {
    for (var record : records) {
      var lane = lanes.of(record);
      var message = new Message(record, lane);
      windows
          .computeIfAbsent(
              new TopicPartition(record.topic(), record.partition()), _ -> new Window())
          .add(message);
      count++;
      held(message.heldBytes);
      if (lane == null || lane.join(message)) {
        ready.add(message);
      }
    }
  }

  /** Whether more should be fetched. */
  public boolean hasRoom() {
    return !refused.isRefused()
        && count < limits.windowMessages()
        && heldBytes < limits.windowBytes()
        && (memory.hasRoom() || heldBytes < limits.windowBytes() / 32);
  }

  /** Whether messages wait that no worker has yet. */
  public boolean hasBacklog() {
    return !ready.isEmpty();
  }

  public boolean isRefused() {
    return refused.isRefused();
  }

  /** Fetched and not committed. */
  public int waiting() {
    return count;
  }

  public long heldBytes() {
    return heldBytes;
  }

  /** Ended and not yet handed to a transaction, those beyond a gap counted too. */
  public int ended() {
    return ended;
  }

  /** Gives messages to workers, as far as both allow. */
  public void dispatch() {
    long now = time.now();
    while (!retries.isEmpty() && retries.peek().dueAt - now <= 0) {
      ready.addFirst(retries.poll());
    }
    if (refused.isRefused()) {
      probe();
      return;
    }
    dispatchSuspect();
    while (crew.inFlight() < assignment.concurrency() && heldBytes < limits.overflowBytes()) {
      var message = ready.peek();
      if (message == null) {
        return;
      }
      if (message.isSuspect()) {
        suspects.add(ready.poll());
        dispatchSuspect();
        continue;
      }
      var post = crew.freest();
      if (post == null) {
        return;
      }
      send(ready.poll(), post);
    }
  }

  /** Nanoseconds until something is to be done that nobody will call for; at most a minute. */
  public long untilNextTask() {
    long now = time.now();
    long wait = Duration.ofMinutes(1).toNanos();
    if (crew.inFlight() > 0) {
      wait = Math.min(wait, Duration.ofMillis(500).toNanos());
    }
    if (!retries.isEmpty()) {
      wait = Math.min(wait, retries.peek().dueAt - now);
    }
    if (refused.isRefused()) {
      wait = Math.min(wait, refused.nextAt() - now);
    }
    return Math.max(0, wait);
  }

  /** What can be committed now; empty where no partition's first message has ended. */
  public Optional<Batch> takeBatch() {
    var messages = new ArrayList<Message>();
    var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
    windows.forEach(
        (partition, window) ->
            window
                .takeEnded(messages, BATCH_MESSAGES, limits.windowBytes() / 2)
                .ifPresent(position -> positions.put(partition, position)));
    if (messages.isEmpty()) {
      return Optional.empty();
    }
    long bytes = 0;
    var finished = new ArrayList<Finished>(messages.size());
    for (var message : messages) {
      bytes += message.heldBytes;
      finished.add(java.util.Objects.requireNonNull(message.finished));
    }
    ended -= messages.size();
    return Optional.of(new Batch(finished, positions, bytes));
  }

  public boolean isCommittable() {
    return windows.values().stream().anyMatch(Window::isCommittable);
  }

  /** The transaction has ended well: its messages need no memory any more. */
  public void committed(Batch batch) {
    count -= batch.messages().size();
    held(-batch.bytes());
  }

  /** The partition belongs to somebody else now. */
  public void dropped(TopicPartition partition) {
    var window = windows.remove(partition);
    if (window == null) {
      return;
    }
    crew.abandonMessagesOf(this, partition.partition());
    lanes.drop(partition.partition());
    for (var message : window.messages()) {
      message.dropped = true;
      count--;
      held(-message.heldBytes);
      ended -= message.finished == null ? 0 : 1;
    }
    ready.removeIf(message -> message.dropped);
    suspects.removeIf(message -> message.dropped);
    retries.removeIf(message -> message.dropped);
  }

  /** Everything uncommitted is somebody else's, or this step's next beginning's. */
  public void abandon() {
    crew.abandon(this);
    held(-heldBytes);
  }

  void said(Post post, Flight flight, Frame frame) throws ProtocolViolation {
    switch (frame.type()) {
      case EMIT ->
          flight.emit(new Ending.Output(frame.header(HeaderKey.KEY).orElse(null), frame.body()));
      case REPLY -> flight.answer(Replies.read(frame));
      case SNAPSHOT -> {
        crew.abandon(post, flight);
        end(
            flight.message,
            new Dead("unsupported", "Snapshot", "this runner keeps no snapshots of actions yet"));
        return;
      }
      case PAGE -> {
        // Everything is committed with DONE; a page may be, and need not.
        return;
      }
      default -> throw new ProtocolViolation(Rule.ORDER, frame.type() + " about a message");
    }
    hold(flight.message, (long) frame.body().length + Flight.OVERHEAD);
    checkSize(post, flight);
  }

  void done(Flight flight, String worker) {
    refused.works();
    flight.message.worker = worker;
    end(flight.message, flight.emitted());
  }

  void failed(Flight flight, String worker, Failure failure) {
    var message = flight.message;
    message.worker = worker;
    release(message, flight);
    if (flight.cancelled) {
      tryAgain(message, timedOut());
      return;
    }
    switch (failure.kind()) {
      case RETRY_LATER -> {
        refused.works();
        tryAgain(message, failure);
      }
      case GIVE_UP -> {
        refused.works();
        end(message, new Dead("give-up", failure.error(), failure.message()));
      }
      case CONNECTION_REFUSED -> refused(message, failure);
    }
  }

  /**
   * The worker died with the message in its hands.
   *
   * @param alone it had nothing else, so it died of this message
   * @param culpritKnown it was ended because of a message that it did not end in time
   */
  void workerLost(Flight flight, String worker, boolean alone, boolean culpritKnown) {
    var message = flight.message;
    message.worker = worker;
    release(message, flight);
    flight.abandon();
    boolean guilty = alone || flight.cancelled;
    if (guilty || !culpritKnown) {
      message.crashes++;
    }
    if (guilty && message.crashes >= limits.crashes()) {
      end(
          message,
          new Dead(
              flight.cancelled ? "timeout" : "worker-crashed",
              "WorkerLost",
              message.crashes + " workers were lost while they had this message"));
    } else if (flight.cancelled) {
      tryAgain(message, timedOut());
    } else {
      ready.addFirst(message);
    }
  }

  private Failure timedOut() {
    return Failure.retryLater(
        "Timeout", "the step's time of " + assignment.timeoutSeconds() + " s was up");
  }

  private void tryAgain(Message message, Failure failure) {
    switch (attempts.afterFailure(message, failure)) {
      case Attempts.Verdict.Again(long dueAt) -> {
        message.dueAt = dueAt;
        retries.add(message);
      }
      case Attempts.Verdict.Spent(Dead dead) -> end(message, dead);
    }
  }

  private void refused(Message message, Failure failure) {
    ready.addFirst(message);
    if (refused.refuse()) {
      attempts.tell(message, Outcome.CONNECTION_REFUSED, null, failure);
    }
  }

  private void probe() {
    switch (refused.nextStep()) {
      case WAIT -> {}
      case RENEW -> crew.renewConnections();
      case PROBE -> {
        var post = crew.freest();
        if (post != null && crew.inFlight() == 0 && !ready.isEmpty()) {
          refused.probing();
          send(ready.poll(), post);
        }
      }
    }
  }

  private void dispatchSuspect() {
    if (suspects.isEmpty()) {
      crew.unreserve();
      return;
    }
    var post = crew.reserve();
    if (post != null) {
      send(suspects.poll(), post);
    }
  }

  private void send(Message message, Post post) {
    message.attempt++;
    if (message.attempt == 1) {
      message.firstAttemptAt = time.now();
    }
    message.startedAt = time.stamp();
    Frame frame;
    var flight =
        crew.assign(post, message, this, time.in(Duration.ofSeconds(assignment.timeoutSeconds())));
    try {
      frame = attempts.frame(flight.id, message);
    } catch (BrokenInput broken) {
      crew.unassign(post, flight);
      end(message, new Dead("invalid-input", "BrokenInput", String.valueOf(broken.getMessage())));
      return;
    }
    post.worker.send(frame);
  }

  private void checkSize(Post post, Flight flight) {
    boolean tooLarge =
        flight.outputs() > limits.outputs() || flight.outputBytes() > limits.outputBytes();
    if (!tooLarge && heldBytes <= limits.overflowBytes()) {
      return;
    }
    var message = flight.message;
    message.worker = post.worker.name();
    int outputs = flight.outputs();
    long bytes = flight.outputBytes();
    release(message, flight);
    crew.abandon(post, flight);
    var text = "%d outputs with %d bytes".formatted(outputs, bytes);
    if (tooLarge) {
      end(message, new Dead("too-large", "TooMuchOutput", text));
    } else {
      tryAgain(message, Failure.retryLater("Overflow", text + " while the step holds too much"));
    }
  }

  private void hold(Message message, long bytes) {
    message.heldBytes += bytes;
    held(bytes);
  }

  /** What a failed attempt had emitted is forgotten. */
  private void release(Message message, Flight flight) {
    long bytes = flight.heldBytes();
    message.heldBytes -= bytes;
    held(-bytes);
  }

  private void held(long more) {
    heldBytes += more;
    memory.add(more);
  }

  private void end(Message message, Ending ending) {
    var now = time.stamp();
    message.finished =
        new Finished(
            message.record,
            ending,
            message.attempt,
            message.startedAt == null ? now : message.startedAt,
            now,
            message.worker);
    ended++;
    var next = lanes.leave(message);
    if (next != null) {
      ready.add(next);
    }
  }
}
