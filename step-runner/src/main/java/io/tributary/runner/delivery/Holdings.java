package io.tributary.runner.delivery;

import io.tributary.contracts.steps.Gaps;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.Ordering;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Everything that the step has fetched and not committed: by partition in windows, by key in lanes,
 * what is parked in its waiting room. Puts transactions together.
 */
final class Holdings {
  private static final int BATCH_MESSAGES = 8_192;

  private StepAssignment assignment;
  private final DeliveryLimits limits;
  private final MemoryBudget memory;
  private final Timepiece time;
  private final String parkedTopic;

  /** Parked partitions first: what stands before others of its key is taken before them. */
  private final TreeMap<Here, Window> windows = new TreeMap<>();

  private final Map<TopicPartition, Gaps> inherited = new HashMap<>();
  private final Lanes lanes = new Lanes();
  private final WaitingRoom room;

  /** The batches that were taken and not yet committed, in their order. */
  private final ArrayDeque<Taken> underWay = new ArrayDeque<>();

  private final Snapshots snapshots = new Snapshots();
  private final TakenEvents events = new TakenEvents();
  private final RecordLimits records;

  /** What has been fetched and not parked. */
  private int count;

  /** Of what was fetched and not committed, what ends without anything. */
  private int silent;

  private long heldBytes;
  private int ended;
  private int wishes;

  /** Something has changed since nothing could be committed. */
  private boolean changed;

  private boolean parks;

  Holdings(
      StepAssignment assignment,
      DeliveryLimits limits,
      MemoryBudget memory,
      Timepiece time,
      RecordLimits records) {
    this.assignment = assignment;
    this.limits = limits;
    this.memory = memory;
    this.time = time;
    this.records = records;
    this.parkedTopic = assignment.parkedTopic();
    this.room = new WaitingRoom(parkedTopic, limits.parking(), time);
  }

  /** From now on this says which messages are the step's. */
  void adjust(StepAssignment next) {
    assignment = next;
  }

  /** These partitions are the step's from now on. */
  void assigned(Takeover takeover) {
    snapshots.begin(takeover.snapshots());
    events.begin(takeover.seen());
    for (var partition : takeover.gaps().entrySet()) {
      inherited.put(partition.getKey(), partition.getValue());
      if (partition.getKey().topic().equals(parkedTopic)) {
        parks = true;
        lanes.close(partition.getKey().partition());
      }
    }
  }

  /** All that an earlier owner parked there has been read: gives what may start now. */
  List<Message> caughtUp(int partition) {
    return lanes.open(partition);
  }

  /** Takes records in, in their partitions' order; gives how many messages are new. */
  int fetched(List<ConsumerRecord<byte[], byte[]>> records, Consumer<Message> start) {
    int before = waiting();
    for (var record : records) {
      var here = new Here(record.topic().equals(parkedTopic), record.topic(), record.partition());
      var window =
          windows.computeIfAbsent(
              here, _ -> new Window(inherited.getOrDefault(here.topicPartition(), Gaps.NONE)));
      if (window.hasEnded(record.offset(), record.leaderEpoch())) {
        continue;
      }
      if (here.parked()) {
        fetchedCopy(window, record, start);
      } else {
        fetchedInput(window, record, start);
      }
    }
    return waiting() - before;
  }

  private void fetchedInput(
      Window window, ConsumerRecord<byte[], byte[]> record, Consumer<Message> start) {
    if (assignment.edition(RecordHeaders.revision(record)).isEmpty()) {
      pass(window, new Message(record, null, time.now()));
      return;
    }
    var message = new Message(record, laneOf(record), time.now());
    message.event = events.idOf(record);
    window.add(message);
    count++;
    hold(message, 0);
    join(message, false, start);
  }

  /** Not for this step: another road, or another step, has messages of that revision. */
  private void pass(Window window, Message message) {
    window.add(message);
    count++;
    hold(message, 0);
    message.silent = true;
    end(message, Finished.ofNothing(message.record, time.stamp()));
  }

  private void fetchedCopy(
      Window window, ConsumerRecord<byte[], byte[]> record, Consumer<Message> start) {
    var copy = ParkedCopy.read(record);
    var ours = room.bind(copy, record);
    if (ours != null) {
      window.add(ours);
      changed = true;
      room.freeBody(ours, this::freed);
      return;
    }
    var message = room.arrived(copy, record, laneOf(record));
    message.event = events.idOf(record);
    window.add(message);
    hold(message, 0);
    if (message.silent) {
      end(message, Finished.ofNothing(message.record, time.stamp()));
      return;
    }
    join(message, copy.inherited(), start);
    room.freeBody(message, this::freed);
  }

  private Lanes.@org.jspecify.annotations.Nullable Lane laneOf(
      ConsumerRecord<byte[], byte[]> record) {
    boolean ordered = assignment.handling().ordering() != Ordering.NONE;
    // Of one event no two messages run at the same time, whatever the order of the others.
    byte[] key = ordered && record.key() != null ? record.key() : events.idOf(record);
    return lanes.of(record.partition(), key);
  }

  private void join(Message message, boolean inherited, Consumer<Message> start) {
    if (message.lane == null) {
      start.accept(message);
      return;
    }
    var next = lanes.join(message.lane, message, inherited);
    if (next != null) {
      start.accept(next);
    }
  }

  /** Fetched and not committed, parked ones too; not what nothing comes of. */
  int waiting() {
    return count + room.count() - silent;
  }

  boolean hasRoom() {
    return count < limits.windowMessages()
        && heldBytes < limits.windowBytes()
        && (memory.hasRoom() || heldBytes < limits.windowBytes() / 32);
  }

  long heldBytes() {
    return heldBytes + room.heldBytes();
  }

  int ended() {
    return ended;
  }

  WaitingRoom room() {
    return room;
  }

  TakenEvents events() {
    return events;
  }

  Snapshots snapshots() {
    return snapshots;
  }

  Instant stamp() {
    return time.stamp();
  }

  /** Whether something waits that may come to stand in others' way. */
  boolean isFilling() {
    return parks && count > 0;
  }

  void forEach(Consumer<Message> action) {
    windows.values().forEach(window -> window.messages().forEach(action));
    room.forEachUnbound(action);
  }

  boolean parks() {
    return parks;
  }

  void hold(Message message, long more) {
    long bytes = message.counted ? more : message.heldBytes + more;
    message.counted = true;
    message.heldBytes += more;
    if (message.aside) {
      room.hold(bytes);
    } else {
      heldBytes += bytes;
    }
    memory.add(bytes);
  }

  /** The message is over; gives the one of its key that may start now. */
  Optional<Message> end(Message message, Finished finished) {
    message.finished = finished;
    message.stage = Stage.ENDED;
    events.take(message, time.stamp());
    ended++;
    silent += message.silent ? 1 : 0;
    changed = true;
    if (message.wished) {
      message.wished = false;
      wishes--;
    }
    return message.silent ? Optional.empty() : Optional.ofNullable(lanes.leave(message));
  }

  boolean canPark(Message message) {
    return records.canPark(message);
  }

  /** With one of the next transactions the message is copied into the parked topic. */
  void wish(Message message) {
    boolean hasRoom =
        message.parked || !message.pages.isEmpty() || room.count() < limits.parking().messages();
    boolean isOpen = !message.wished && message.finished == null;
    if (parks && hasRoom && isOpen && records.canPark(message)) {
      message.wished = true;
      wishes++;
      changed = true;
    }
  }

  /** Bodies that were read again; gives the messages that only waited for theirs. */
  List<Message> restored(List<ConsumerRecord<byte[], byte[]>> records) {
    var whole = new ArrayList<Message>();
    for (var record : records) {
      var message = room.restored(record);
      if (message != null) {
        long more = message.restoreBody(ParkedCopy.read(record).record());
        room.hold(more);
        memory.add(more);
        changed = true;
        if (message.stage == Stage.READING) {
          whole.add(message);
        }
      }
    }
    return whole;
  }

  /** Parks what stands in others' way: see decision 8. */
  void relieve() {
    if (!parks || room.count() + wishes >= limits.parking().messages()) {
      return;
    }
    var pressure = new Pressure(limits, time.now());
    for (var entry : windows.entrySet()) {
      var wanted =
          entry.getKey().parked()
              ? pressure.ofGaps(entry.getValue())
              : pressure.of(entry.getValue(), count, heldBytes);
      for (var message : wanted) {
        wish(message);
        if (!message.hasBody()) {
          room.wantBody(message);
        }
      }
    }
  }

  boolean isCommittable() {
    return changed && (ended > 0 || wishes > 0);
  }

  /** What can be committed now. */
  Optional<Batch> take() {
    var messages = new ArrayList<Message>();
    var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
    long bytes = 0;
    for (var entry : windows.entrySet()) {
      var leaving =
          entry.getValue().take(BATCH_MESSAGES - messages.size(), limits.windowBytes() / 2 - bytes);
      if (!leaving.isEmpty()) {
        positions.put(entry.getKey().topicPartition(), entry.getValue().position());
        for (var message : leaving) {
          bytes += message.heldBytes;
          message.leaving = false;
          message.taken = message.finished != null;
        }
        messages.addAll(leaving);
      }
    }
    if (messages.isEmpty()) {
      changed = false;
      return Optional.empty();
    }
    return Optional.of(batch(messages, positions));
  }

  private Batch batch(List<Message> messages, Map<TopicPartition, OffsetAndMetadata> positions) {
    var finished = new ArrayList<Finished>(messages.size());
    var parked = new ArrayList<Parked>();
    var left = new ArrayList<Snapshots.Left>();
    var seen = new ArrayList<SeenEvent>();
    for (var message : messages) {
      if (message.taken) {
        ended--;
        if (message.event != null && !message.duplicate) {
          seen.add(new SeenEvent(message.record.partition(), message.event));
        }
        lanes.taken(message);
        left.addAll(message.snapshots);
        if (!message.silent) {
          finished.add(Objects.requireNonNull(message.finished));
        }
      } else {
        wishes--;
        message.pages.forEach(page -> left.addAll(page.snapshots()));
        parked.add(room.park(message));
      }
    }
    var batch = new Batch(finished, parked, snapshots.take(left), seen, positions);
    underWay.add(new Taken(messages));
    return batch;
  }

  /**
   * Of the first batch that was not sent yet, messages that are over need no memory any more: what
   * they gave lies with the producer.
   */
  void sent() {
    for (var batch : underWay) {
      if (!batch.sent) {
        lighten(batch);
        return;
      }
    }
  }

  private void lighten(Taken batch) {
    batch.sent = true;
    var kept = new ArrayList<Message>(0);
    for (var message : batch.messages) {
      if (message.taken && !message.aside) {
        hold(message, -message.heldBytes);
        batch.over++;
        batch.silent += message.silent ? 1 : 0;
      } else {
        kept.add(message);
      }
    }
    batch.messages = kept;
  }

  /** The batch that was taken first is committed: what is over is not waiting any more. */
  void committed(Receipt receipt) {
    receipt.brokerAheadMillis().ifPresent(room::brokerIsAhead);
    var batch = underWay.poll();
    if (batch == null) {
      return;
    }
    count -= batch.over;
    silent -= batch.silent;
    for (var message : batch.messages) {
      if (message.taken) {
        silent -= message.silent ? 1 : 0;
        hold(message, -message.heldBytes);
        if (message.aside) {
          room.leave();
        } else {
          count--;
        }
      } else if (!message.dropped) {
        releasePages(message);
        setAside(message);
      }
    }
  }

  private void releasePages(Message message) {
    hold(message, -message.pageBytes);
    message.pageBytes = 0;
  }

  private void setAside(Message message) {
    if (!message.aside) {
      heldBytes -= message.heldBytes;
      count--;
      message.aside = true;
      room.enter(message.heldBytes);
    }
    room.freeBody(message, this::freed);
  }

  private void freed(long bytes) {
    memory.add(-bytes);
  }

  /** The partition, of input and parked topic, belongs to somebody else now. */
  List<Message> dropped(int partition) {
    var gone = new ArrayList<Message>();
    windows
        .entrySet()
        .removeIf(
            entry -> {
              if (entry.getKey().partition() != partition) {
                return false;
              }
              entry.getValue().messages().forEach(gone::add);
              return true;
            });
    inherited.keySet().removeIf(one -> one.partition() == partition);
    gone.addAll(room.dropUnbound(partition));
    lanes.drop(partition);
    events.drop(partition);
    for (var message : gone) {
      message.dropped = true;
      ended -= message.finished == null ? 0 : 1;
      silent -= message.silent ? 1 : 0;
      wishes -= message.wished ? 1 : 0;
      hold(message, -message.heldBytes);
      if (message.aside) {
        room.leave();
      } else {
        count--;
      }
    }
    return gone;
  }

  /** Everything is somebody else's. */
  void abandon() {
    memory.add(-heldBytes());
    heldBytes = 0;
    room.abandon();
  }

  /** How many there are in each stage. */
  @Override
  public String toString() {
    var stages = new TreeMap<Stage, Integer>();
    forEach(message -> stages.merge(message.stage, 1, Integer::sum));
    return stages + ", parked " + room.count() + ", ended " + ended + ", wished " + wishes;
  }

  /** A batch until its commit. */
  private static final class Taken {
    private List<Message> messages;
    private boolean sent;

    /** Messages of it that were let go when they were sent. */
    private int over;

    /** Of these, what nothing comes of. */
    private int silent;

    private Taken(List<Message> messages) {
      this.messages = messages;
    }
  }

  /** A window's name. */
  private record Here(boolean parked, String topic, int partition) implements Comparable<Here> {
    TopicPartition topicPartition() {
      return new TopicPartition(topic, partition);
    }

    @Override
    public int compareTo(Here other) {
      int byRoom = Boolean.compare(other.parked, parked);
      return byRoom != 0 ? byRoom : Integer.compare(partition, other.partition);
    }
  }
}
