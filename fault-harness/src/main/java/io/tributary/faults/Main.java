package io.tributary.faults;

import io.tributary.faults.report.Machine;
import io.tributary.faults.report.Report;
import io.tributary.faults.scenarios.Acceptance;
import io.tributary.faults.scenarios.Blackout;
import io.tributary.faults.scenarios.ControlLoss;
import io.tributary.faults.scenarios.Delivery;
import io.tributary.faults.scenarios.Discards;
import io.tributary.faults.scenarios.NoisyNeighbour;
import io.tributary.faults.scenarios.Outcome;
import io.tributary.faults.scenarios.Pauses;
import io.tributary.faults.scenarios.Poison;
import io.tributary.faults.scenarios.Scaling;
import io.tributary.faults.scenarios.SideEffects;
import io.tributary.faults.scenarios.SlowConsumer;
import io.tributary.faults.scenarios.StepCrashes;
import io.tributary.faults.scenarios.TargetOutage;
import io.tributary.faults.scenarios.Training;
import io.tributary.faults.scenarios.Upgrade;
import io.tributary.faults.scenarios.Zombies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The harness by hand. Exit 0: every promise was kept; 1: one was broken, or the harness itself
 * could not go on; 2: wrong usage.
 */
public final class Main {
  /** Held, so that its level stays. */
  private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    KAFKA.setLevel(Level.SEVERE);
    Options options;
    try {
      options = Options.parse(arguments, ThreadLocalRandom.current().nextInt(1, 1_000_000));
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    System.exit(run(options) ? 0 : 1);
  }

  private static boolean run(Options options) throws IOException {
    var folder = Path.of(System.getProperty("faults.folder", "target/faults"));
    Files.createDirectories(folder);
    System.out.println(options.again());
    // Before the run: the folder may have moved on when it ends.
    var machine = Machine.here();
    var outcomes = new ArrayList<Outcome>();
    try {
      Training.ensure(Files.createTempDirectory(folder, "training-"), System.out);
    } catch (Exception failed) {
      System.out.println("The start caches could not be made: scenarios run without.");
      failed.printStackTrace(System.out);
    }
    for (var scenario : scenarios(options)) {
      if (!options.wants(scenario.name())) {
        continue;
      }
      System.out.println(scenario.name() + " begins");
      try {
        var run = Files.createTempDirectory(folder, scenario.name() + "-");
        var outcome = scenario.run().in(run);
        System.out.print(outcome.text());
        outcomes.add(outcome);
        report(options, outcome, machine);
      } catch (Exception failed) {
        System.out.println("The harness itself failed; the seed is " + options.seed());
        failed.printStackTrace(System.out);
        return false;
      }
    }
    return outcomes.stream().allMatch(Outcome::isKept);
  }

  /** At once: a later scenario may end the harness. */
  private static void report(Options options, Outcome outcome, Machine machine) throws IOException {
    var file = System.getProperty("faults.report", "");
    if (!file.isEmpty()) {
      new Report(Path.of(file), Options.SCENARIOS)
          .put(outcome, options.again(outcome.scenario()), machine, Clock.systemUTC());
      System.out.println("written: " + file);
    }
  }

  private static List<Scenario> scenarios(Options options) {
    long seed = options.seed();
    var out = System.out;
    return switch (options.command()) {
      case "full" ->
          List.of(
              new Scenario("delivery", folder -> Delivery.full(seed).run(folder, out)),
              new Scenario("one-partition", folder -> Delivery.onePartition(seed).run(folder, out)),
              new Scenario("poison", folder -> Poison.full(seed).run(folder, out)),
              new Scenario("zombies", folder -> Zombies.full(seed).run(folder, out)),
              new Scenario("side-effects", folder -> SideEffects.full(seed).run(folder, out)),
              new Scenario("scaling", folder -> Scaling.full(seed).run(folder, out)),
              new Scenario("upgrade", folder -> Upgrade.full(seed).run(folder, out)),
              new Scenario("pages", folder -> Delivery.pages(seed).run(folder, out)),
              new Scenario("blackout", folder -> Blackout.full(seed).run(folder, out)),
              new Scenario("acceptance", folder -> Acceptance.full(seed).run(folder, out)),
              new Scenario("repeats", folder -> Acceptance.repeats(seed).run(folder, out)),
              new Scenario("service", folder -> ControlLoss.full(seed).run(folder, out)),
              new Scenario("outage", folder -> TargetOutage.full(seed).run(folder, out)),
              new Scenario("slow", folder -> SlowConsumer.full(seed).run(folder, out)),
              new Scenario("pause", folder -> Pauses.full(seed).run(folder, out)),
              new Scenario("discard", folder -> Discards.full(seed).run(folder, out)),
              new Scenario("crashes", folder -> StepCrashes.full(seed).run(folder, out)),
              new Scenario("neighbour", folder -> NoisyNeighbour.full(seed).run(folder, out)));
      case "small" ->
          List.of(
              new Scenario("delivery", folder -> Delivery.small(seed).run(folder, out)),
              new Scenario("poison", folder -> Poison.small(seed).run(folder, out)),
              new Scenario("zombies", folder -> Zombies.small(seed).run(folder, out)),
              new Scenario("side-effects", folder -> SideEffects.small(seed).run(folder, out)),
              new Scenario("scaling", folder -> Scaling.small(seed).run(folder, out)),
              new Scenario("upgrade", folder -> Upgrade.small(seed).run(folder, out)),
              new Scenario("pages", folder -> Delivery.pages(seed).run(folder, out)),
              new Scenario("blackout", folder -> Blackout.small(seed).run(folder, out)),
              new Scenario("acceptance", folder -> Acceptance.small(seed).run(folder, out)),
              new Scenario("repeats", folder -> Acceptance.smallRepeats(seed).run(folder, out)),
              new Scenario("service", folder -> ControlLoss.small(seed).run(folder, out)),
              new Scenario("outage", folder -> TargetOutage.small(seed).run(folder, out)),
              new Scenario("slow", folder -> SlowConsumer.small(seed).run(folder, out)),
              new Scenario("pause", folder -> Pauses.small(seed).run(folder, out)),
              new Scenario("discard", folder -> Discards.small(seed).run(folder, out)),
              new Scenario("crashes", folder -> StepCrashes.small(seed).run(folder, out)),
              new Scenario("neighbour", folder -> NoisyNeighbour.small(seed).run(folder, out)));
      default ->
          List.of(
              new Scenario(
                  "delivery", folder -> Delivery.soak(seed, options.minutes()).run(folder, out)));
    };
  }

  private record Scenario(String name, Run run) {}

  private interface Run {
    Outcome in(Path folder) throws Exception;
  }
}
