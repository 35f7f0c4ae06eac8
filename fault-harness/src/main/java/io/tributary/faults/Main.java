package io.tributary.faults;

import io.tributary.faults.scenarios.Delivery;
import io.tributary.faults.scenarios.Outcome;
import java.nio.file.Path;

/** The harness by hand. Exit 0: every promise was kept; 1: one was broken; 2: wrong usage. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    long seed = Long.parseLong(arguments[1]);
    var delivery = arguments[0].equals("small") ? Delivery.small(seed) : Delivery.full(seed);
    Outcome outcome = delivery.run(Path.of("target/faults-" + seed), System.out);
    System.out.println(outcome.text());
    System.exit(outcome.isKept() ? 0 : 1);
  }
}
