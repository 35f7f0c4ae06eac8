package io.tributary.faults.plan;

import io.tributary.faults.process.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries a plan out, fault after fault, on a thread of its own. */
public final class Striker {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final FaultPlan plan;
  private final Victims victims;
  private final Consumer<Strike> told;
  private final List<Strike> strikes = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile @Nullable Exception failure;

  /**
   * @param told of each strike
   */
  public Striker(FaultPlan plan, Victims victims, Consumer<Strike> told) {
    this.plan = plan;
    this.victims = victims;
    this.told = told;
    this.thread = Thread.ofPlatform().daemon().name("striker").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  public boolean isDone() {
    return !thread.isAlive();
  }

  /** Those so far. */
  public List<Strike> strikes() {
    return List.copyOf(strikes);
  }

  /** Waits for the plan's end, and until everybody is back. */
  public void finish() throws Exception {
    thread.join();
    victims.heal();
    if (failure != null) {
      throw new IllegalStateException("the plan could not be carried out", failure);
    }
  }

  /** Breaks the plan off: for a run that has failed already. */
  public void stop() {
    thread.interrupt();
  }

  private void run() {
    try {
      for (var fault : plan.faults()) {
        Await.pause(fault.after());
        strike(fault);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (Exception broken) {
      failure = broken;
    }
  }

  private void strike(Fault fault) throws Exception {
    boolean hit = Await.until(PATIENCE, () -> once(fault));
    if (!hit) {
      throw new IllegalStateException("there was nobody for " + fault);
    }
  }

  private boolean once(Fault fault) throws Exception {
    var struck =
        switch (fault) {
          case Fault.KillWorker(_, int choice) -> victims.killWorker(choice);
          case Fault.KillRunner(_, int choice, var away) -> victims.killRunner(choice, away);
          case Fault.KillBroker(_, int choice, var away) -> victims.killBroker(choice, away);
          case Fault.KillPlatform(_, var away) -> victims.killPlatform(away);
          case Fault.KillDatabase(_, var away) -> victims.killDatabase(away);
          case Fault.PauseRunner(_, int choice, var length) -> victims.pauseRunner(choice, length);
        };
    struck.ifPresent(
        hit -> {
          var strike = new Strike(hit.at(), fault, hit.who(), hit.step(), hit.pid());
          strikes.add(strike);
          told.accept(strike);
        });
    return struck.isPresent();
  }
}
