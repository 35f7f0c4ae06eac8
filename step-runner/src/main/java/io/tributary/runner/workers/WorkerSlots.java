package io.tributary.runner.workers;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runner.bodies.BodyDesk;
import io.tributary.runner.delivery.Worker;
import io.tributary.runner.egress.EgressRules;
import io.tributary.runner.steps.Staffing;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Gives each step as many slots as it asks for. */
public final class WorkerSlots implements Staffing, AutoCloseable {
  private static final Logger LOG = System.getLogger(WorkerSlots.class.getName());
  private static final Duration SWEEP_AGAIN = Duration.ofSeconds(5);

  private final Surroundings around;

  public WorkerSlots(Surroundings around) {
    this.around = around;
  }

  @Override
  public Staff staff(StepAssignment assignment, Listener listener) {
    return new Slots(assignment, listener);
  }

  /**
   * Deletes the folders that an earlier life of this runner left, and has its workers ended, as
   * soon as the runtime can be reached.
   */
  public void sweep() throws IOException {
    WorkerFolder.sweep(around.workers(), around.prefix());
    Thread.ofVirtual().name("sweep").start(this::endLeftWorkers);
  }

  @Override
  public void close() {
    around.alarms().shutdownNow();
  }

  private void endLeftWorkers() {
    try {
      for (; ; ) {
        try {
          for (var worker : around.launcher().list()) {
            if (around.isOfEarlierLife(worker.worker())) {
              LOG.log(Level.INFO, "{0} was left by an earlier life: ended", worker.worker());
              around.launcher().end(worker.worker());
            }
          }
          return;
        } catch (IOException notYet) {
          LOG.log(Level.DEBUG, "workers left by an earlier life are ended later", notYet);
          Thread.sleep(SWEEP_AGAIN);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** The places of one step. */
  private final class Slots implements Staff {
    private final Listener listener;
    private final List<WorkerSlot> slots = new ArrayList<>();
    private StepAssignment assignment;

    private final Progress progress = new Progress();

    Slots(StepAssignment assignment, Listener listener) {
      this.assignment = assignment;
      this.listener = listener;
    }

    @Override
    public void hire() {
      slots.removeIf(WorkerSlot::isEmpty);
      var slot = new WorkerSlot(assignment, around, listener, progress);
      slots.add(slot);
      slot.start();
    }

    @Override
    public void release(Worker worker) {
      slots.stream().filter(slot -> slot.has(worker)).forEach(WorkerSlot::retire);
    }

    @Override
    public boolean recall() {
      var arriving = slots.stream().filter(WorkerSlot::isArriving).findFirst();
      arriving.ifPresent(WorkerSlot::retire);
      return arriving.isPresent();
    }

    @Override
    public int places() {
      return (int) slots.stream().filter(slot -> !slot.isRetired()).count();
    }

    @Override
    public void change(StepAssignment next) {
      assignment = next;
      slots.forEach(slot -> slot.change(next));
    }

    @Override
    public void retire() {
      slots.forEach(WorkerSlot::retire);
    }

    @Override
    public void close() {
      retire();
      var ending = slots.stream().map(slot -> Thread.ofVirtual().start(slot::close)).toList();
      try {
        for (var thread : ending) {
          thread.join();
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * What all slots share.
   *
   * @param workers the folder of the workers' folders
   * @param prefix of this runner's workers' names
   * @param life tells this life of the runner from earlier ones
   * @param lender of the steps' connections
   * @param bodies where large bodies are read and written
   * @param connectLimit from the launch to the connection, and from there to READY
   * @param patience for a worker's end
   */
  public record Surroundings(
      Path workers,
      String prefix,
      String life,
      Workers launcher,
      Lender lender,
      EgressRules egress,
      BodyDesk.Shop bodies,
      ScheduledExecutorService alarms,
      Duration connectLimit,
      Duration patience) {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final SecureRandom CHANCE = new SecureRandom();

    public static Surroundings of(
        Path workers,
        String runner,
        Workers launcher,
        Lender lender,
        EgressRules egress,
        BodyDesk.Shop bodies) {
      return new Surroundings(
          workers,
          runner + "-",
          letters(6),
          launcher,
          lender,
          egress,
          bodies,
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("alarms").factory()),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10));
    }

    String newName() {
      return prefix + life + letters(8);
    }

    boolean isOfEarlierLife(String worker) {
      return worker.startsWith(prefix) && !worker.startsWith(prefix + life);
    }

    private static String letters(int count) {
      var text = new StringBuilder(count);
      for (int i = 0; i < count; i++) {
        text.append(LETTERS.charAt(CHANCE.nextInt(LETTERS.length())));
      }
      return text.toString();
    }
  }
}
