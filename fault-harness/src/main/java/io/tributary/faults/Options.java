package io.tributary.faults;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the command line says.
 *
 * @param command {@code full}, {@code small} or {@code soak}
 * @param seed drawn where none is given
 * @param only scenarios; empty = all of the command
 * @param minutes of a soak
 */
record Options(String command, long seed, Set<String> only, int minutes) {
  static final String USAGE =
      """
      Usage: full [--seed N] [--only delivery,one-partition,poison,zombies,side-effects,scaling,upgrade,
                                     pages,blackout,acceptance,repeats,service,outage,slow,pause,
                                     discard,crashes,neighbour]
             small [--seed N] [--only …]
             soak --minutes N [--seed N]\
      """;
  static final List<String> SCENARIOS =
      List.of(
          "delivery",
          "one-partition",
          "poison",
          "zombies",
          "side-effects",
          "scaling",
          "upgrade",
          "pages",
          "blackout",
          "acceptance",
          "repeats",
          "service",
          "outage",
          "slow",
          "pause",
          "discard",
          "crashes",
          "neighbour");

  Options {
    only = Set.copyOf(only);
  }

  /**
   * @param drawn the seed where none is given
   * @throws IllegalArgumentException with the usage
   */
  static Options parse(String[] arguments, long drawn) {
    var words = new ArrayDeque<>(List.of(arguments));
    var command = words.isEmpty() ? "" : words.poll();
    if (!Set.of("full", "small", "soak").contains(command)) {
      throw new IllegalArgumentException(USAGE);
    }
    long seed = drawn;
    int minutes = 45;
    var only = new TreeSet<String>();
    while (!words.isEmpty()) {
      var word = words.poll();
      var value = words.isEmpty() ? "" : words.poll();
      try {
        switch (word) {
          case "--seed" -> seed = Long.parseLong(value);
          case "--minutes" -> minutes = Integer.parseInt(value);
          case "--only" -> only.addAll(List.of(value.split(",", -1)));
          default -> throw new IllegalArgumentException(USAGE);
        }
      } catch (NumberFormatException notANumber) {
        throw new IllegalArgumentException(
            "%s takes a number, not \"%s\".%n%s".formatted(word, value, USAGE), notANumber);
      }
    }
    if (!SCENARIOS.containsAll(only)) {
      throw new IllegalArgumentException("--only takes of " + SCENARIOS + ".\n" + USAGE);
    }
    return new Options(command, seed, only, minutes);
  }

  boolean wants(String scenario) {
    return only.isEmpty() || only.contains(scenario);
  }

  /** The same for one scenario of it. */
  String again(String scenario) {
    return new Options(command, seed, Set.of(scenario), minutes).again();
  }

  /** As one would type it to see the same again. */
  String again() {
    return "fault-harness/%s --seed %d%s%s"
        .formatted(
            command,
            seed,
            only.isEmpty() ? "" : " --only " + String.join(",", new TreeSet<>(only)),
            command.equals("soak") ? " --minutes " + minutes : "");
  }
}
