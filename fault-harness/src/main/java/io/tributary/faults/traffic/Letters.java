package io.tributary.faults.traffic;

import io.tributary.faults.history.Mark;
import io.tributary.faults.host.Act;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The same seed gives the same messages: marks, keys, acts. */
public final class Letters {
  private final String run;
  private final String source;
  private final int keys;
  private final Function<Random, Map<String, Act>> acts;
  private final Random chance;
  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Long> sequences = new HashMap<>();

  /**
   * @param keys over how many order keys the messages are spread
   * @param acts what each message asks for, drawn from the seed
   */
  public Letters(
      String run, String source, long seed, int keys, Function<Random, Map<String, Act>> acts) {
    this.run = run;
    this.source = source;
    this.keys = keys;
    this.acts = acts;
    this.chance = new Random(seed);
  }

  /** Those so far that fail by themselves: a second attempt of theirs tells nothing of a kill. */
  public Set<String> failing() {
    return Set.copyOf(failing);
  }

  public Letter next() {
    return next(acts.apply(chance));
  }

  /** The next message, asking for exactly this. */
  public Letter next(Map<String, Act> asked) {
    int key = chance.nextInt(keys);
    long sequence = sequences.merge(key, 1L, Long::sum) - 1;
    var uuid = new UUID(chance.nextLong(), chance.nextLong()).toString();
    if (asked.values().stream().anyMatch(act -> act.kind() == Act.Kind.FAIL)) {
      failing.add(uuid);
    }
    return new Letter(new Mark(run, source, key, sequence, uuid, 0), asked);
  }
}
