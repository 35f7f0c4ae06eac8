package io.tributary.runner.delivery;

import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.runner.delivery.Ending.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the step's parked topic. Of a message there, lane, place and due time stay in
 * memory; bodies are dropped past a budget, and read again when they are due.
 */
final class WaitingRoom {
  /** A replay is recognized among so many that were read last. */
  private static final int REPLAYS = 10_000;

  private final String topic;
  private final DeliveryLimits.Parking limits;
  private final Timepiece time;

  /** Copies that are written, or being written, and have not come back. */
  private final Map<Place, Message> unbound = new HashMap<>();

  private final Set<String> replays = new LinkedHashSet<>();
  private final Map<Place, Message> wanted = new LinkedHashMap<>();
  private final List<Place> unasked = new ArrayList<>();
  private int count;
  private long heldBytes;
  private long brokerAheadMillis;

  WaitingRoom(String topic, DeliveryLimits.Parking limits, Timepiece time) {
    this.topic = topic;
    this.limits = limits;
    this.time = time;
  }

  int count() {
    return count;
  }

  long heldBytes() {
    return heldBytes;
  }

  void hold(long bytes) {
    heldBytes += bytes;
  }

  void enter(long bytes) {
    heldBytes += bytes;
    count++;
  }

  void leave() {
    count--;
  }

  void brokerIsAhead(long millis) {
    brokerAheadMillis = millis;
  }

  /** Something that was not parked in this membership. */
  Message arrived(
      ParkedCopy copy, ConsumerRecord<byte[], byte[]> record, Lanes.@Nullable Lane lane) {
    long now = time.now();
    var message = new Message(copy.record(), lane, now);
    message.offset = record.offset();
    message.epoch = record.leaderEpoch();
    message.parked = true;
    message.aside = true;
    long elapsed =
        Math.max(0, time.stamp().toEpochMilli() + brokerAheadMillis - record.timestamp());
    message.dueAt = now + Duration.ofMillis(copy.waitMillis() - elapsed).toNanos();
    message.firstAttemptAt = now - Duration.ofMillis(copy.ageMillis() + elapsed).toNanos();
    message.attempt = copy.attempts();
    message.failures = copy.failures();
    message.cursor = copy.cursor();
    message.outputs = copy.outputs();
    message.silent = isKnownReplay(copy.record());
    count++;
    return message;
  }

  /** The message that this is the copy of; none where somebody else wrote it. */
  @Nullable Message bind(ParkedCopy copy, ConsumerRecord<byte[], byte[]> record) {
    if (!copy.inherited()) {
      return null;
    }
    var ours =
        unbound.remove(
            new Place(copy.record().topic(), copy.record().partition(), copy.record().offset()));
    if (ours != null) {
      ours.unbound = false;
      ours.offset = record.offset();
      ours.epoch = record.leaderEpoch();
    }
    return ours;
  }

  /** The message's copy, which becomes part of a transaction. */
  Parked park(Message message) {
    long now = time.now();
    var outputs = new ArrayList<Output>();
    for (var page : message.takePages()) {
      outputs.addAll(page.outputs());
      message.pageBytes += page.bytes();
    }
    int earlier = message.outputs;
    message.outputs += outputs.size();
    message.wished = false;
    message.parked = true;
    message.unbound = true;
    unbound.put(message.place(), message);
    boolean waits = message.stage == Stage.RETRYING;
    var copy =
        new ParkedCopy(
            message.record,
            true,
            waits ? Duration.ofNanos(Math.max(0, message.dueAt - now)).toMillis() : 0,
            message.attempt == 0 ? 0 : Duration.ofNanos(now - message.firstAttemptAt).toMillis(),
            message.attempt,
            message.failures,
            message.cursor,
            message.outputs);
    return new Parked(copy, earlier, outputs, time.stamp(), message.under);
  }

  /** Where bodies take too much, this one's goes; it can be read again from its place. */
  void freeBody(Message message, LongConsumer freed) {
    boolean waits = message.stage == Stage.BLOCKED || message.stage == Stage.RETRYING;
    if (heldBytes <= limits.bodyBytes()
        || !waits
        || !message.aside
        || message.unbound
        || message.wished
        || !message.hasBody()) {
      return;
    }
    long bytes = message.dropBody();
    heldBytes -= bytes;
    freed.accept(bytes);
  }

  void wantBody(Message message) {
    var place = new Place(topic, message.record.partition(), message.offset);
    if (wanted.put(place, message) == null) {
      unasked.add(place);
    }
  }

  /** Bodies to read, each asked for once. */
  List<Place> takeUnasked() {
    var all = List.copyOf(unasked);
    unasked.clear();
    return all;
  }

  /** The message whose body this is, with it; none where nobody waits for it any more. */
  @Nullable Message restored(ConsumerRecord<byte[], byte[]> record) {
    var message = wanted.remove(new Place(record.topic(), record.partition(), record.offset()));
    if (message == null || message.dropped || message.finished != null || message.hasBody()) {
      return null;
    }
    return message;
  }

  void forEachUnbound(Consumer<Message> action) {
    unbound.values().forEach(action);
  }

  List<Message> dropUnbound(int partition) {
    var gone =
        unbound.values().stream().filter(one -> one.record.partition() == partition).toList();
    unbound.values().removeAll(gone);
    wanted.values().removeIf(one -> one.record.partition() == partition);
    unasked.removeIf(place -> place.partition() == partition);
    return gone;
  }

  void abandon() {
    heldBytes = 0;
  }

  private boolean isKnownReplay(ConsumerRecord<byte[], byte[]> record) {
    var id = RecordHeaders.text(record, MessageHeaders.REPLAY);
    if (id == null || replays.add(id)) {
      if (replays.size() > REPLAYS) {
        replays.remove(replays.iterator().next());
      }
      return false;
    }
    return true;
  }
}
