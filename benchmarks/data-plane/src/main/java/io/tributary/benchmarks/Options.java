package io.tributary.benchmarks;

import io.tributary.benchmarks.figures.Figure;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The command's options.
 *
 * @param sides part of the names of the sides that are measured; empty = all
 * @param profile our processes record themselves; the logs and recordings are kept
 * @param write whether the document gets the tables: not where only a part was measured, unless
 *     asked
 */
record Options(int rounds, Set<Figure> figures, String sides, boolean write, boolean profile) {
  private static final int ROUNDS = 5;

  Options {
    if (rounds < 1 || rounds > 50) {
      throw new IllegalArgumentException("--rounds: give 1 to 50.");
    }
    figures = Set.copyOf(figures);
  }

  static Options of(String[] arguments) {
    var options = new Options(ROUNDS, EnumSet.allOf(Figure.class), "", true, false);
    for (var rest = List.of(arguments).iterator(); rest.hasNext(); ) {
      options = options.with(rest.next(), rest);
    }
    return options;
  }

  private Options with(String option, Iterator<String> rest) {
    return switch (option) {
      case "--rounds" -> new Options(number(value(option, rest)), figures, sides, write, profile);
      case "--only" -> new Options(rounds, only(value(option, rest)), sides, write, profile);
      case "--sides" -> new Options(rounds, figures, value(option, rest), write, profile);
      case "--no-write" -> new Options(rounds, figures, sides, false, profile);
      case "--profile" -> new Options(rounds, figures, sides, write, true);
      default ->
          throw new IllegalArgumentException(
              "There is no option %s. Usage: run [--rounds N] [--only NAME[,NAME]] [--sides TEXT] [--no-write] [--profile] [--no-build]"
                  .formatted(option));
    };
  }

  private static Set<Figure> only(String names) {
    var figures = EnumSet.noneOf(Figure.class);
    for (var name : names.split(",", -1)) {
      figures.add(Main.figure(name));
    }
    return figures;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException("--rounds: \"" + text + "\" is no number.", wrong);
    }
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value.");
    }
    return rest.next();
  }
}
