package io.tributary.runner.steps;

import io.tributary.contracts.steps.LogLine;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepCommand;
import io.tributary.protocol.ProtocolViolation;
import io.tributary.runner.delivery.Attempts;
import io.tributary.runner.delivery.Budgets;
import io.tributary.runner.delivery.Change;
import io.tributary.runner.delivery.Crew;
import io.tributary.runner.delivery.Delivery;
import io.tributary.runner.delivery.Journal;
import io.tributary.runner.delivery.Ledger;
import io.tributary.runner.delivery.Timepiece;
import io.tributary.runner.steps.Memberships.Membership;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.jspecify.annotations.Nullable;

/**
 * A step at work. All of its state belongs to one thread; everybody else puts signals into its
 * inbox. Trouble with the broker ends the session, never the step: it joins again and begins at the
 * committed position, and its workers stay connected meanwhile.
 */
public final class Step {
  private static final Logger LOG = System.getLogger(Step.class.getName());
  private static final int SIGNALS_AT_ONCE = 256;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private volatile StepAssignment assignment;
  private final String name;
  private final Memberships memberships;
  private final Journal journal;
  private final Budgets budgets;
  private final StepSettings settings;
  private final Timepiece time = Timepiece.system();
  private final LinkedBlockingQueue<Signal> inbox = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Crew crew;
  private final Ledger ledger = new Ledger();
  private final Roster roster;
  private @Nullable Session session;
  private @Nullable Thread joining;
  private int sessions;
  private int troubles;
  private boolean stopping;
  private long stopBy;
  private long nextLine = System.nanoTime() + MINUTE;
  private long nextLost = System.nanoTime();
  private long lastReceived;

  public Step(
      StepAssignment assignment,
      Memberships memberships,
      Staffing staffing,
      Journal journal,
      Budgets budgets,
      StepSettings settings) {
    this.assignment = assignment;
    this.name = assignment.key();
    this.memberships = memberships;
    this.journal = journal;
    this.budgets = budgets;
    this.settings = settings;
    this.crew = new Crew(assignment.step(), settings.limits(), time, journal);
    var ears = new WorkerEars(inbox);
    this.roster =
        new Roster(
            assignment,
            crew,
            edition -> staffing.staff(edition, ears),
            journal,
            settings.scaling(),
            time);
  }

  public StepAssignment assignment() {
    return assignment;
  }

  public void start() {
    Thread.ofPlatform().daemon().name("step " + name).start(this::run);
  }

  /** Ends what is in hand, commits it, and lets the workers go; done when all that is done. */
  public CompletableFuture<Void> stop() {
    inbox.add(new Signal.Stop());
    return ended;
  }

  /**
   * Goes on with another assignment, without leaving its group; {@link Change#RESTART} is not for
   * it.
   */
  public void adjust(StepAssignment next) {
    inbox.add(new Signal.Changed(next));
  }

  /** Whether nothing happens here any more. */
  public boolean hasEnded() {
    return ended.isDone();
  }

  /** A person asks something of this step's messages. */
  public void tell(StepCommand command) {
    inbox.add(new Signal.Told(command));
  }

  private void run() {
    LOG.log(Level.INFO, "{0}: begins with {1}", name, assignment.component());
    join(Duration.ZERO);
    var signals = new ArrayList<Signal>();
    try {
      while (!isDone()) {
        var first = inbox.poll(untilNextTask(), TimeUnit.NANOSECONDS);
        if (first != null) {
          signals.add(first);
          inbox.drainTo(signals, SIGNALS_AT_ONCE);
          signals.forEach(this::handle);
          signals.clear();
        }
        work();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException defect) {
      LOG.log(Level.ERROR, name + ": ends by a defect", defect);
    } finally {
      close();
    }
  }

  private void work() {
    crew.tick();
    var current = session;
    if (current != null) {
      if (!stopping) {
        current.work();
      }
      current.handOverIfDue();
    }
    roster.look(
        current == null ? Map.of() : current.ready(), current != null && current.isSaturated());
    sayWhatWasDone();
  }

  private long untilNextTask() {
    long wait = Math.max(0, nextLine - System.nanoTime());
    wait = Math.min(wait, roster.untilNextTask());
    if (crew.inFlight() > 0 || stopping || crew.isDraining()) {
      wait = Math.min(wait, Duration.ofMillis(stopping ? 20 : 500).toNanos());
    }
    return session == null ? wait : Math.min(wait, session.untilNextTask());
  }

  private boolean isDone() {
    return stopping && (crew.inFlight() == 0 || crew.isEmpty() || System.nanoTime() - stopBy > 0);
  }

  private void handle(Signal signal) {
    try {
      take(signal);
    } catch (RuntimeException trouble) {
      startOver(trouble);
    }
  }

  private void take(Signal signal) {
    switch (signal) {
      case Signal.Joined(int number, Membership membership) -> joined(number, membership);
      case Signal.Fetched(int number, var records) -> {
        if (isCurrent(number)) {
          current().fetched(records);
        }
      }
      case Signal.Assigned(int number, var takeover) -> {
        if (isCurrent(number)) {
          current().assigned(takeover);
        }
      }
      case Signal.CaughtUp(int number, var partitions) -> {
        if (isCurrent(number)) {
          current().caughtUp(partitions);
        }
      }
      case Signal.BodiesRead(int number, var records) -> {
        if (isCurrent(number)) {
          current().bodiesRead(records);
        }
      }
      case Signal.Told(var command) -> {
        if (session != null) {
          session.told(command);
        }
      }
      case Signal.Revoked(int number, var partitions, var done) -> {
        try {
          if (isCurrent(number)) {
            current().revoked(partitions);
          }
        } finally {
          done.countDown();
        }
      }
      case Signal.HandedOver(int number, int handover, var receipt) -> {
        if (isCurrent(number)) {
          troubles = receipt.isPresent() ? 0 : troubles;
          current().handedOver(handover, receipt);
        }
      }
      case Signal.Failed(int number, Exception failure) -> {
        if (number == sessions && (session == null || isCurrent(number))) {
          startOver(failure);
        }
      }
      case Signal.WorkerJoined(var worker) -> {
        crew.joined(worker);
        if (session != null) {
          session.lent();
        }
      }
      case Signal.TakenBack(var worker, var why) -> {
        crew.takenBack(worker);
        // The others hear of it when they ask, and that is now.
        crew.renewConnections();
        if (worker.assignment().isSameWorkAs(assignment)) {
          notLent(why);
        }
      }
      case Signal.NotLent(var why) -> notLent(why);
      case Signal.NoRoom(var why) -> roster.noRoom(why);
      case Signal.LastWords(var worker, var lines) -> crew.lastWords(worker, lines);
      case Signal.WorkerLeft(var worker) -> crew.left(worker);
      case Signal.Heard(var worker, var frames, var handled) -> {
        try {
          crew.heard(worker, frames);
        } catch (ProtocolViolation violation) {
          worker.end(String.valueOf(violation.getMessage()));
        } finally {
          crew.handled(worker, handled);
        }
      }
      case Signal.Changed(var next) -> changed(next);
      case Signal.Stop() -> beginStop();
    }
  }

  private void notLent(String why) {
    if (session != null) {
      session.notLent(why);
    }
  }

  private void changed(StepAssignment next) {
    if (stopping || next.equals(assignment)) {
      return;
    }
    LOG.log(Level.INFO, "{0}: goes on with revision {1}", name, next.revision());
    assignment = next;
    roster.adjust(next);
    if (session != null) {
      session.adjust(next);
    }
  }

  private void beginStop() {
    if (stopping) {
      return;
    }
    stopping = true;
    stopBy = System.nanoTime() + settings.drain().toNanos();
    roster.retire();
  }

  private void joined(int number, Membership membership) {
    if (number != sessions || stopping) {
      membership.close();
      return;
    }
    var attempts = new Attempts(assignment, journal, time, RandomGenerator.of("L64X128MixRandom"));
    session =
        new Session(
            number,
            membership,
            new Delivery(
                assignment, settings.limits(), crew, attempts, budgets, membership.limits()),
            ledger,
            inbox,
            settings.commitInterval(),
            name);
  }

  /** Nobody knows what the broker has made of the last transaction: it will tell when we join. */
  private void startOver(Exception trouble) {
    var wait = settings.firstWait().multipliedBy(1L << Math.min(troubles, 10));
    wait = wait.compareTo(settings.longestWait()) > 0 ? settings.longestWait() : wait;
    LOG.log(
        Level.WARNING,
        "{0}: begins again at the committed position in {1} ms: {2}",
        name,
        wait.toMillis(),
        String.valueOf(trouble));
    LOG.log(Level.DEBUG, name, trouble);
    if (trouble instanceof InvalidOffsetException lost) {
      sayWhatIsLost(lost);
    }
    troubles++;
    if (session != null) {
      session.close();
      session = null;
    }
    join(wait);
  }

  /** It does not mend itself: somebody has to decide where the step goes on. */
  private void sayWhatIsLost(InvalidOffsetException lost) {
    if (System.nanoTime() - nextLost < 0) {
      return;
    }
    nextLost = System.nanoTime() + MINUTE;
    var text =
        "stands still: the broker no longer has what lay at the position of %s, and nothing is guessed; docs/kafka.md says how to go on"
            .formatted(lost.partitions());
    journal.log(new LogLine(time.stamp(), assignment.step(), "runner", "error", null, text));
  }

  private void join(Duration wait) {
    int number = ++sessions;
    joining = Thread.ofVirtual().name("join " + name).start(() -> join(number, wait));
  }

  private void join(int number, Duration wait) {
    try {
      Thread.sleep(wait);
      var membership = memberships.join(assignment, new MembershipEars(number, inbox));
      inbox.add(new Signal.Joined(number, membership));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      inbox.add(new Signal.Failed(number, failure));
    }
  }

  private void close() {
    if (joining != null) {
      joining.interrupt();
    }
    try {
      if (session != null) {
        session.commitAll();
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "{0}: the last commit failed: {1}", name, String.valueOf(failure));
    }
    if (session != null) {
      session.close();
    }
    roster.close();
    for (var signal : inbox) {
      if (signal instanceof Signal.Joined(_, var membership)) {
        membership.close();
      } else if (signal instanceof Signal.Revoked(_, _, var done)) {
        done.countDown();
      } else if (signal instanceof Signal.LastWords(var worker, var lines)) {
        crew.lastWords(worker, lines);
      }
    }
    LOG.log(Level.INFO, "{0}: ended; {1}", name, ledger);
    ended.complete(null);
  }

  private boolean isCurrent(int number) {
    return session != null && session.is(number);
  }

  private Session current() {
    return java.util.Objects.requireNonNull(session);
  }

  private void sayWhatWasDone() {
    if (System.nanoTime() - nextLine < 0) {
      return;
    }
    nextLine = System.nanoTime() + MINUTE;
    if (ledger.received() != lastReceived || ledger.waiting() != 0) {
      lastReceived = ledger.received();
      LOG.log(Level.INFO, "{0}: {1}", name, ledger);
    }
  }
}
