package io.tributary.runner.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.steps.StepAssignment.Ordering;
import java.util.HashMap;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/**
 * Seeded random lives of a step: whatever happens in whatever order, each message ends once, and
 * those of one key in their order.
 */
class DeliveryModelTest {
  private static final int SEEDS = Integer.getInteger("tributary.model.seeds", 3_000);
  private static final int STEPS = 120;
  private static final long FIRST = Long.getLong("tributary.model.first", 1L);

  @Test
  void everyMessageEndsOnceAndInItsKeysOrder() {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      var life = new ModelLife(seed, Ordering.KEY);
      try {
        life.run(STEPS);
        assertOnce(life);
        assertInOrder(life);
      } catch (Throwable failure) {
        throw new AssertionError("seed " + seed + ": " + failure + "\n" + life, failure);
      }
    }
  }

  @Test
  void everyMessageEndsOnceWithoutOrderToo() {
    for (long seed = FIRST; seed < FIRST + SEEDS / 3; seed++) {
      var life = new ModelLife(seed, Ordering.NONE);
      try {
        life.run(STEPS);
        assertOnce(life);
      } catch (Throwable failure) {
        throw new AssertionError("seed " + seed + ": " + failure + "\n" + life, failure);
      }
    }
  }

  @Test
  void everyEventIsTakenOnceHoweverOftenItComes() {
    for (var ordering : Ordering.values()) {
      for (long seed = FIRST; seed < FIRST + SEEDS / 3; seed++) {
        var life = new ModelLife(seed, ordering, true);
        try {
          life.run(STEPS);
          assertTakenOnce(life);
        } catch (Throwable failure) {
          throw new AssertionError(
              "seed " + seed + " " + ordering + ": " + failure + "\n" + life, failure);
        }
      }
    }
  }

  /** The first message of an event runs, whatever comes between; the others end with nothing. */
  private static void assertTakenOnce(ModelLife life) {
    var outputs = new HashMap<String, Integer>();
    var ends = new HashMap<String, String>();
    for (var given : life.broker.given) {
      if (given.number() < 0) {
        assertThat(ends.put(given.message(), given.text())).as("%s ends once", given).isNull();
      } else {
        outputs.merge(given.message(), 1, Integer::sum);
      }
    }
    assertThat(ends.keySet()).isEqualTo(life.sent.keySet());
    for (var message : life.sent.entrySet()) {
      var id = message.getKey();
      boolean first = id.endsWith("-1") || id.startsWith("replay");
      if (first && ends.getOrDefault(id, "").equals("done")) {
        assertThat(outputs.getOrDefault(id, 0))
            .as("outputs of %s", id)
            .isEqualTo(message.getValue());
      } else if (!first) {
        assertThat(outputs).as("a duplicate gives nothing").doesNotContainKey(id);
        assertThat(ends).as("a duplicate ends well").containsEntry(id, "done");
      }
    }
    life.handed.forEach(
        (event, ids) -> {
          if (!event.equals("replay")) {
            assertThat(ids).as("messages of %s at workers", event).containsExactly(event + "-1");
          }
        });
    assertThat(life.broker.seen).extracting(FakeBroker.Seen::id).doesNotHaveDuplicates();
  }

  private static void assertOnce(ModelLife life) {
    var ended = new HashSet<String>();
    var next = new HashMap<String, Integer>();
    for (var given : life.broker.given) {
      if (given.number() < 0) {
        assertThat(ended.add(given.message())).as("%s ends once", given.message()).isTrue();
      } else {
        int expected = next.merge(given.message(), 1, Integer::sum) - 1;
        assertThat(given.number()).as("number of an output of %s", given).isEqualTo(expected);
        assertThat(given.text()).as("output of %s", given).isEqualTo("" + expected);
        assertThat(ended)
            .as("%s gives nothing after its end", given)
            .doesNotContain(given.message());
      }
    }
    assertThat(ended).isEqualTo(life.sent.keySet());
    for (var given : life.broker.given) {
      if (given.text().equals("done")) {
        assertThat(next.getOrDefault(given.message(), 0)).isEqualTo(life.sent.get(given.message()));
      }
    }
  }

  /** Ids are key and number, as in {@code a-12}; replays and messages without a key have none. */
  private static void assertInOrder(ModelLife life) {
    var last = new HashMap<String, Integer>();
    for (var given : life.broker.given) {
      var parts = given.message().split("-", 2);
      if (!parts[0].equals("null") && !parts[0].equals("replay")) {
        int number = Integer.parseInt(parts[1]);
        assertThat(number)
            .as("order of key %s at %s", parts[0], given)
            .isGreaterThanOrEqualTo(last.getOrDefault(parts[0], 0));
        last.put(parts[0], number);
      }
    }
  }

  @Test
  void aLifeIsTheSameForTheSameSeed() {
    var one = new ModelLife(5, Ordering.KEY);
    var again = new ModelLife(5, Ordering.KEY);

    one.run(STEPS);
    again.run(STEPS);

    assertThat(one.broker.given).isEqualTo(again.broker.given);
  }
}
