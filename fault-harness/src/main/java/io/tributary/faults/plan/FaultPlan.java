package io.tributary.faults.plan;

import io.tributary.faults.plan.Fault.KillBroker;
import io.tributary.faults.plan.Fault.KillDatabase;
import io.tributary.faults.plan.Fault.KillPlatform;
import io.tributary.faults.plan.Fault.KillRunner;
import io.tributary.faults.plan.Fault.KillWorker;
import io.tributary.faults.plan.Fault.PauseRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Faults in their order. The same seed and the same numbers give the same plan. */
public record FaultPlan(List<Fault> faults) {
  private static final int CHOICES = 1_000;

  public FaultPlan {
    faults = List.copyOf(faults);
  }

  /**
   * How many of each.
   *
   * @param pauses zombies: SIGSTOP of a runner for 22 to 28 s, past session and transaction timeout
   */
  public record Numbers(int workers, int runners, int brokers, int pauses) {}

  /** How many of each, where the whole product runs. */
  public record ProductNumbers(int platforms, int databases, int brokers) {
    public int all() {
      return platforms + databases + brokers;
    }
  }

  /**
   * Draws a plan.
   *
   * @param pace mean time between two faults
   */
  public static FaultPlan draw(long seed, Numbers numbers, Duration pace) {
    var chance = new Random(seed);
    var faults = new ArrayList<Fault>();
    for (int i = 0; i < numbers.workers(); i++) {
      faults.add(new KillWorker(after(chance, pace), chance.nextInt(CHOICES)));
    }
    for (int i = 0; i < numbers.runners(); i++) {
      // Every second one comes back at once, the others only when somebody else had to take over.
      var away = Duration.ofSeconds(i % 2 == 0 ? 0 : 14 + chance.nextInt(6));
      faults.add(new KillRunner(after(chance, pace), chance.nextInt(CHOICES), away));
    }
    for (int i = 0; i < numbers.brokers(); i++) {
      faults.add(
          new KillBroker(
              after(chance, pace),
              chance.nextInt(CHOICES),
              Duration.ofMillis(500 + chance.nextInt(4_000))));
    }
    for (int i = 0; i < numbers.pauses(); i++) {
      faults.add(
          new PauseRunner(
              after(chance, pace),
              chance.nextInt(CHOICES),
              Duration.ofSeconds(22 + chance.nextInt(7))));
    }
    Collections.shuffle(faults, chance);
    return new FaultPlan(faults);
  }

  /**
   * Draws a plan for the whole product.
   *
   * @param pace mean time between two faults, each of which is healed before the next
   */
  public static FaultPlan draw(long seed, ProductNumbers numbers, Duration pace) {
    var chance = new Random(seed);
    var faults = new ArrayList<Fault>();
    for (int i = 0; i < numbers.platforms(); i++) {
      faults.add(new KillPlatform(after(chance, pace), Duration.ofMillis(chance.nextInt(2_000))));
    }
    for (int i = 0; i < numbers.databases(); i++) {
      faults.add(new KillDatabase(after(chance, pace), Duration.ofMillis(chance.nextInt(3_000))));
    }
    for (int i = 0; i < numbers.brokers(); i++) {
      faults.add(
          new KillBroker(
              after(chance, pace),
              chance.nextInt(CHOICES),
              Duration.ofMillis(500 + chance.nextInt(4_000))));
    }
    Collections.shuffle(faults, chance);
    return new FaultPlan(faults);
  }

  private static Duration after(Random chance, Duration pace) {
    return Duration.ofMillis((long) (pace.toMillis() * (0.5 + chance.nextDouble())));
  }
}
