package io.tributary.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.faults.history.Anomaly.Kind;
import io.tributary.faults.history.Sending.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Doctored histories: each anomaly is found, and only that one. */
class CheckerTest {
  private static final int KEYS = 3;

  private final List<Sending> sendings = new ArrayList<>();
  private final List<Reading> during = new ArrayList<>();
  private final List<Reading> after = new ArrayList<>();
  private long endedAt = 3_000;

  CheckerTest() {
    for (int i = 0; i < 30; i++) {
      sendings.add(new Sending(mark(i), 1, i * 10L, Result.OK));
      during.add(new Reading(mark(i), "out/" + i % KEYS, i / KEYS, 500 + i * 10L, 500 + i * 10L));
      after.add(new Reading(mark(i), "out/" + i % KEYS, i / KEYS, 2_000, 2_000));
    }
  }

  @Test
  void passesAHistoryInWhichAllIsWell() {
    var verdict = check();

    assertThat(verdict.isClean()).isTrue();
    assertThat(verdict.acknowledged()).isEqualTo(30);
    assertThat(verdict.arrived()).isEqualTo(30);
  }

  @Test
  void findsAnAcknowledgedMessageThatNeverArrived() {
    during.remove(29);
    after.remove(29);

    assertThat(kinds()).containsOnly(Kind.LOST);
    assertThat(check().anomalies().getFirst().witness()).isEqualTo(mark(29));
  }

  @Test
  void findsAMessageThatArrivedTwice() {
    var again = new Reading(mark(4), "out/1", 99, 900, 900);
    during.add(again);
    after.add(again);

    assertThat(kinds()).containsOnly(Kind.DUPLICATE);
    assertThat(check().count(Kind.DUPLICATE)).isEqualTo(1);
  }

  @Test
  void findsAnInversionWithinAKey() {
    swap(during, 4, 7);
    swap(after, 4, 7);

    assertThat(kinds()).containsOnly(Kind.INVERSION);
  }

  @Test
  void letsOrderBeWhereNoneWasPromised() {
    swap(during, 4, 7);
    swap(after, 4, 7);

    assertThat(Checker.check(history(), false).isClean()).isTrue();
  }

  @Test
  void letsKeysPassEachOther() {
    swap(during, 4, 5);
    swap(after, 4, 5);

    assertThat(check().isClean()).isTrue();
  }

  @Test
  void findsAMessageThatNobodySent() {
    var stranger = new Mark("run", "client", 1, 77, "stranger", 0);
    during.add(new Reading(stranger, "out/1", 99, 900, 900));
    after.add(new Reading(stranger, "out/1", 99, 2_000, 2_000));

    assertThat(kinds()).containsOnly(Kind.PHANTOM);
  }

  @Test
  void findsAMessageWhoseMarkWasChangedOnTheWay() {
    var changed = new Mark("run", "client", 1, 77, mark(4).uuid(), 0);
    during.set(4, new Reading(changed, "out/1", 1, 540, 540));
    after.set(4, new Reading(changed, "out/1", 1, 2_000, 2_000));

    assertThat(kinds()).containsOnly(Kind.PHANTOM, Kind.LOST);
  }

  @Test
  void findsAReadOfASendingThatFailed() {
    sendings.set(4, new Sending(mark(4), 1, 40, Result.FAIL));

    assertThat(kinds()).containsOnly(Kind.ABORTED_READ);
  }

  @Test
  void findsARecordThatTheReaderAfterDoesNotSeeAnyMore() {
    sendings.set(4, new Sending(mark(4), 1, 40, Result.INFO));
    after.remove(4);

    assertThat(kinds()).containsOnly(Kind.ABORTED_READ);
  }

  @Test
  void takesAnUnknownSendingEitherWayButNotTwice() {
    sendings.set(29, new Sending(mark(29), 1, 290, Result.INFO));
    assertThat(check().isClean()).isTrue();

    during.remove(29);
    after.remove(29);
    assertThat(check().isClean()).isTrue();

    var twice =
        List.of(new Reading(mark(29), "out/2", 9, 1, 1), new Reading(mark(29), "out/2", 10, 1, 1));
    during.addAll(twice);
    after.addAll(twice);
    assertThat(kinds()).containsOnly(Kind.DUPLICATE);
  }

  @Test
  void findsAMissingPageOfWhatWasEmittedInParts() {
    sendings.set(29, new Sending(mark(29), 3, 290, Result.OK));
    var second = new Reading(mark(29).withPart(1), "out/2", 10, 900, 900);
    during.add(second);
    after.add(second);

    assertThat(kinds()).containsOnly(Kind.LOST);
    assertThat(check().anomalies().getFirst().witness().part()).isEqualTo(2);
  }

  @Test
  void findsPartsInTheWrongOrder() {
    sendings.set(29, new Sending(mark(29), 2, 290, Result.OK));
    for (var readings : List.of(during, after)) {
      readings.set(29, new Reading(mark(29).withPart(1), "out/2", 9, 900, 900));
      readings.add(new Reading(mark(29), "out/2", 10, 901, 901));
    }

    assertThat(kinds()).containsOnly(Kind.INVERSION);
  }

  @Test
  void findsAMinuteInWhichNothingMoved() {
    endedAt = 80_000;
    during.set(29, new Reading(mark(29), "out/2", 9, 70_000, 70_000));

    assertThat(kinds()).containsOnly(Kind.STUCK);
  }

  @Test
  void takesSilenceWhereNobodyWaits() {
    endedAt = 500_000;

    assertThat(check().isClean()).isTrue();
  }

  @Test
  void countsAMinuteOfAMessageThatNeverCame() {
    endedAt = 80_000;
    during.remove(29);
    after.remove(29);

    assertThat(kinds()).containsOnly(Kind.LOST, Kind.STUCK);
  }

  @Test
  void showsFiveWitnessesOfAKindAtMost() {
    during.subList(10, 30).clear();
    after.subList(10, 30).clear();

    assertThat(check().text()).contains("lost 20");
    assertThat(check().text().lines().filter(line -> line.contains("LOST"))).hasSize(5);
  }

  private static Mark mark(int i) {
    return new Mark("run", "client", i % KEYS, i / KEYS, "uuid-" + i, 0);
  }

  /** Exchanges what was read at two places of the list; the places and times stay. */
  private static void swap(List<Reading> readings, int one, int other) {
    var first = readings.get(one);
    var second = readings.get(other);
    readings.set(one, at(first, second.mark()));
    readings.set(other, at(second, first.mark()));
  }

  private static Reading at(Reading place, Mark mark) {
    return new Reading(mark, place.place(), place.offset(), place.writtenAt(), place.readAt());
  }

  private History history() {
    return new History(sendings, during, after, endedAt);
  }

  private Verdict check() {
    return Checker.check(history(), true);
  }

  private List<Kind> kinds() {
    return check().anomalies().stream().map(Anomaly::kind).toList();
  }
}
