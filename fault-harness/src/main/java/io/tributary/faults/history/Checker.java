package io.tributary.faults.history;

import io.tributary.faults.history.Anomaly.Kind;
import io.tributary.faults.history.Sending.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Judges a history. Says what it found, never how it came about. */
public final class Checker {
  private static final long STUCK_MILLIS = 60_000;

  private final History history;
  private final boolean ordered;
  private final Map<String, Sending> sent = new HashMap<>();
  private final List<Anomaly> found = new ArrayList<>();

  private Checker(History history, boolean ordered) {
    this.history = history;
    this.ordered = ordered;
    history.sendings().forEach(sending -> sent.put(sending.mark().uuid(), sending));
  }

  /**
   * Judges the history.
   *
   * @param ordered whether order per key was promised
   */
  public static Verdict check(History history, boolean ordered) {
    var checker = new Checker(history, ordered);
    checker.read("during", history.during());
    checker.read("after", history.after());
    checker.lookForLost();
    checker.lookForDisagreement();
    checker.lookForStandstill();
    return new Verdict(
        history.sendings().size(),
        history.sendings().stream().filter(sending -> sending.result() == Result.OK).count(),
        history.after().size(),
        checker.found);
  }

  private void read(String reader, List<Reading> readings) {
    var seen = new HashMap<Mark, Reading>();
    var last = new HashMap<String, Reading>();
    for (var reading : readings) {
      var mark = reading.mark();
      var sending = sent.get(mark.uuid());
      if (sending == null || !isPartOf(mark, sending)) {
        add(Kind.PHANTOM, mark, at(reader, reading));
        continue;
      }
      if (sending.result() == Result.FAIL) {
        add(Kind.ABORTED_READ, mark, at(reader, reading) + ", its sending failed");
      }
      var earlier = seen.putIfAbsent(mark, reading);
      if (earlier != null) {
        add(Kind.DUPLICATE, mark, at(reader, reading) + ", first " + at(reader, earlier));
        continue;
      }
      checkOrder(reader, last, reading);
    }
  }

  private void checkOrder(String reader, Map<String, Reading> last, Reading reading) {
    if (!ordered) {
      return;
    }
    var mark = reading.mark();
    var before = last.get(mark.lane());
    if (before != null && isLater(before.mark(), mark)) {
      add(
          Kind.INVERSION,
          mark,
          at(reader, reading) + ", after " + before.mark().sequence() + " " + at(reader, before));
    } else {
      last.put(mark.lane(), reading);
    }
  }

  private static boolean isLater(Mark one, Mark other) {
    return one.sequence() > other.sequence()
        || (one.sequence() == other.sequence() && one.part() > other.part());
  }

  private static boolean isPartOf(Mark mark, Sending sending) {
    return mark.part() >= 0
        && mark.part() < sending.parts()
        && mark.withPart(0).equals(sending.mark().withPart(0));
  }

  private void lookForLost() {
    var arrived = new HashSet<Mark>();
    history.after().forEach(reading -> arrived.add(reading.mark()));
    for (var sending : history.sendings()) {
      boolean some = parts(sending).anyMatch(arrived::contains);
      if (sending.result() == Result.OK || (some && sending.result() == Result.INFO)) {
        parts(sending)
            .filter(part -> !arrived.contains(part))
            .forEach(part -> add(Kind.LOST, part, "sent at " + sending.invokedAt() + " ms"));
      }
    }
  }

  private static Stream<Mark> parts(Sending sending) {
    return IntStream.range(0, sending.parts()).mapToObj(sending.mark()::withPart);
  }

  /** What the first reader saw must still be there, at the same place. */
  private void lookForDisagreement() {
    var there = new HashSet<String>();
    history.after().forEach(reading -> there.add(place(reading) + reading.mark()));
    for (var reading : history.during()) {
      if (!there.contains(place(reading) + reading.mark())) {
        add(Kind.ABORTED_READ, reading.mark(), at("during", reading) + ", not there after");
      }
    }
  }

  private void lookForStandstill() {
    var times = new HashMap<Mark, Long>();
    history.during().forEach(reading -> times.putIfAbsent(reading.mark(), reading.readAt()));
    var moments = new TreeSet<>(times.values());
    moments.add(0L);
    moments.add(history.endedAt());
    long quietSince = 0;
    for (long moment : moments) {
      if (moment - quietSince > STUCK_MILLIS) {
        blame(quietSince, moment, times);
      }
      quietSince = moment;
    }
  }

  /** Silence is no fault where nobody waited. */
  private void blame(long quietSince, long until, Map<Mark, Long> times) {
    history.sendings().stream()
        .filter(sending -> sending.result() == Result.OK)
        .filter(sending -> waited(sending, quietSince, until, times) > STUCK_MILLIS)
        .findFirst()
        .ifPresent(
            sending ->
                add(
                    Kind.STUCK,
                    sending.mark(),
                    "nothing arrived from %d ms to %d ms".formatted(quietSince, until)));
  }

  private long waited(Sending sending, long from, long to, Map<Mark, Long> times) {
    long arrived =
        parts(sending)
            .mapToLong(part -> times.getOrDefault(part, history.endedAt()))
            .max()
            .orElse(0);
    return Math.min(arrived, to) - Math.max(sending.invokedAt(), from);
  }

  private void add(Kind kind, Mark witness, String detail) {
    found.add(new Anomaly(kind, witness, detail));
  }

  private static String place(Reading reading) {
    return reading.place() + "@" + reading.offset();
  }

  private static String at(String reader, Reading reading) {
    return "read %s at %s, %d ms".formatted(reader, place(reading), reading.readAt());
  }
}
