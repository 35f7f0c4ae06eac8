package io.tributary.runner.faults;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A place where the process may end as by {@code kill -9}, so that a test hits the nasty instant on
 * purpose. {@code TRIBUTARY_FAULTS} holds {@code name:probability:seed}, several parted by commas;
 * without it a point costs one volatile read.
 *
 * <p>Names: {@code before-commit}, {@code after-send}, {@code after-commit}, {@code takeover},
 * {@code parking}, {@code page}, {@code seen}.
 */
public final class FaultPoint {
  private static final System.Logger LOG = System.getLogger(FaultPoint.class.getName());

  /** As a shell shows a process that got SIGKILL. */
  private static final int KILLED = 137;

  private static volatile Map<String, Chance> chances =
      parse(System.getenv().getOrDefault("TRIBUTARY_FAULTS", ""));

  private FaultPoint() {}

  /** Ends the process where the environment says so and chance agrees; returns otherwise. */
  public static void hit(String name) {
    var now = chances;
    if (now.isEmpty()) {
      return;
    }
    var chance = now.get(name);
    if (chance != null && chance.strikes()) {
      LOG.log(System.Logger.Level.WARNING, "fault point {0}: ends", name);
      Runtime.getRuntime().halt(KILLED);
    }
  }

  /**
   * @throws IllegalArgumentException where the text is something else; says what to write
   */
  static Map<String, Chance> parse(String text) {
    var parsed = new HashMap<String, Chance>();
    for (var point : text.split(",", -1)) {
      if (!point.isBlank()) {
        var parts = point.strip().split(":", -1);
        if (parts.length != 3) {
          throw wrong(point);
        }
        try {
          parsed.put(parts[0], new Chance(Double.parseDouble(parts[1]), Long.parseLong(parts[2])));
        } catch (NumberFormatException notANumber) {
          throw wrong(point);
        }
      }
    }
    return Map.copyOf(parsed);
  }

  private static IllegalArgumentException wrong(String point) {
    return new IllegalArgumentException(
        "TRIBUTARY_FAULTS: \"%s\" is not name:probability:seed, like before-commit:0.01:7."
            .formatted(point));
  }

  /** Drawn anew at each visit, the same draws for the same seed. */
  static final class Chance {
    private final double probability;
    private final SplittableRandom random;

    Chance(double probability, long seed) {
      this.probability = probability;
      this.random = new SplittableRandom(seed);
    }

    synchronized boolean strikes() {
      return random.nextDouble() < probability;
    }
  }
}
