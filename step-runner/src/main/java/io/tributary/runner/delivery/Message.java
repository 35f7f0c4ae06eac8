package io.tributary.runner.delivery;

import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepAssignment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One message in a window, with what has been tried on it so far. For the step's thread only. */
final class Message {
  /** Deaths in company after which a message is sent alone. */
  static final int SUSPICIOUS = 2;

  /** What a record costs beside its bytes: headers' objects, this one, its place in the queues. */
  private static final int OVERHEAD = 1024;

  /** What is left of it without its body and most headers. */
  private static final int SLIM = 256;

  /** Headers that stay with it without its body. */
  private static final List<String> KEPT =
      List.of(
          MessageHeaders.CE_ID,
          MessageHeaders.EXECUTION,
          MessageHeaders.FLOW_REVISION,
          MessageHeaders.REPLY_TO);

  /** As it came to the step first, with that place, also where it lies in the parked topic now. */
  ConsumerRecord<byte[], byte[]> record;

  final Lanes.@Nullable Lane lane;
  final long fetchedAt;

  /** The flow's revision that it began with; 0 where nobody said. */
  final int revision;

  Stage stage = Stage.BLOCKED;

  /** Where it lies now: in the window of its input, or of the parked topic. */
  long offset;

  Optional<Integer> epoch;

  /** The record that was fetched before it from there. */
  long previous;

  /** It lies in the parked topic, or is being copied there. */
  boolean parked;

  /** Its copy in the parked topic has not come back yet: its place there is not known. */
  boolean unbound;

  /** Is to be copied into the parked topic with the next transaction. */
  boolean wished;

  /** Part of the transaction that is being put together. */
  boolean leaving;

  /** Its end is part of a transaction. */
  boolean taken;

  /** Of its key and its input, the one that was fetched before it. */
  @Nullable Message ahead;

  /** Of its key, the one that ended before this one began. */
  @Nullable Message before;

  /** Id of the replay that it came with. */
  @Nullable String replay;

  /** Nothing comes of it, and nobody is told: it was taken before. */
  boolean silent;

  /** The id by which its trigger takes it once; absent where nothing is remembered of it. */
  byte @Nullable [] event;

  /** Its event was taken before: nothing comes of it. */
  boolean duplicate;

  /** Somebody said that no further attempt is to be made. */
  boolean stopped;

  /** Attempts begun. */
  int attempt;

  /** Attempts that count for the policy: those the component or its target failed. */
  int failures;

  /** Workers that died while they had it. */
  int crashes;

  long firstAttemptAt;
  long dueAt;
  @Nullable Instant startedAt;
  @Nullable String worker;
  @Nullable Finished finished;

  /** Where the next attempt goes on: the last page's cursor. */
  @Nullable String cursor;

  /** Outputs that pages have given to transactions. */
  int outputs;

  /** Pages that no transaction has yet. */
  List<Page> pages = List.of();

  /** Its partition was taken away: nothing is to be done any more. */
  boolean dropped;

  long heldBytes;

  /** Of these, outputs of pages whose transaction is under way. */
  long pageBytes;

  /** Its bytes are counted, and with the parked ones. */
  boolean counted;

  boolean aside;

  /** What it left for the next attempts when it ended. */
  List<Snapshots.Left> snapshots = List.of();

  /** What is done with it: by the newest word on messages of its revision. */
  @Nullable StepAssignment edition;

  /** The assignment that its last attempt began with. */
  @Nullable StepAssignment under;

  /** When it was given to a worker. */
  long sentAt;

  private boolean bodyDropped;

  Message(ConsumerRecord<byte[], byte[]> record, Lanes.@Nullable Lane lane, long now) {
    this.record = record;
    this.lane = lane;
    this.fetchedAt = now;
    this.revision = RecordHeaders.revision(record);
    this.dueAt = now;
    this.offset = record.offset();
    this.epoch = record.leaderEpoch();
    this.heldBytes = OVERHEAD + size(record);
  }

  /** Died of twice in company: it is sent alone, so that the next death tells whose fault it is. */
  boolean isSuspect() {
    return crashes >= SUSPICIOUS;
  }

  /** Whether the next transaction may hold its end, or its copy. */
  boolean mayLeave() {
    if (finished != null) {
      return isBehind(before);
    }
    return wished
        && hasBody()
        && (ahead == null || ahead.parked || ahead.leaving || ahead.taken)
        && (pages.isEmpty() || isBehind(before));
  }

  boolean hasBody() {
    return !bodyDropped;
  }

  /** Frees what can be read again; gives the bytes. */
  long dropBody() {
    var slim =
        new ConsumerRecord<byte[], byte[]>(
            record.topic(), record.partition(), record.offset(), record.key(), null);
    for (var name : KEPT) {
      var header = record.headers().lastHeader(name);
      if (header != null) {
        slim.headers().add(header);
      }
    }
    record = slim;
    bodyDropped = true;
    long freed = heldBytes - SLIM;
    heldBytes = SLIM;
    return freed;
  }

  /** Has its body again; gives the bytes. */
  long restoreBody(ConsumerRecord<byte[], byte[]> whole) {
    record = whole;
    bodyDropped = false;
    long more = OVERHEAD + size(whole) - SLIM;
    heldBytes += more;
    return more;
  }

  void add(Page page) {
    if (pages.isEmpty()) {
      pages = new ArrayList<>(2);
    }
    pages.add(page);
    cursor = page.cursor();
  }

  List<Page> takePages() {
    var all = pages;
    pages = List.of();
    return all;
  }

  Place place() {
    return new Place(record.topic(), record.partition(), record.offset());
  }

  String id() {
    return MessageIdentity.of(record);
  }

  String execution() {
    var execution = RecordHeaders.text(record, MessageHeaders.EXECUTION);
    return execution == null ? id() : execution;
  }

  private static boolean isBehind(@Nullable Message other) {
    return other == null || other.taken || (other.leaving && other.finished != null);
  }

  static long size(ConsumerRecord<byte[], byte[]> record) {
    return (long) Math.max(0, record.serializedKeySize())
        + Math.max(0, record.serializedValueSize());
  }
}
