package io.tributary.runner.workers;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.workers.ConnectionLease;
import io.tributary.contracts.workers.WorkerRequest;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameReader;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.FrameWriter;
import io.tributary.protocol.Redaction;
import io.tributary.runner.bodies.BodyDesk;
import io.tributary.runner.delivery.Worker;
import io.tributary.runner.egress.EgressProxy;
import io.tributary.runner.steps.Staffing.Listener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One place for a worker: as long as it stands, somebody is in it or on the way. */
final class WorkerSlot {
  private static final Logger LOG = System.getLogger(WorkerSlot.class.getName());

  /**
   * Between two questions for what is not given now: a person, or somebody's end, may change it.
   */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(10);

  /** What the worker in it was told to do. */
  private volatile StepAssignment assignment;

  /** What the next one is told. */
  private volatile StepAssignment next;

  private final String label;
  private final WorkerSlots.Surroundings around;
  private final Listener listener;
  private final Progress progress;
  private final Backoff backoff = new Backoff();
  private final Thread thread;
  private volatile boolean retired;
  private volatile @Nullable WorkerConnection connection;

  WorkerSlot(
      StepAssignment assignment,
      WorkerSlots.Surroundings around,
      Listener listener,
      Progress progress) {
    this.assignment = assignment;
    this.next = assignment;
    this.label = assignment.key();
    this.around = around;
    this.listener = listener;
    this.progress = progress;
    this.thread = Thread.ofVirtual().name("slot " + label).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** The next worker in it does this. */
  void change(StepAssignment other) {
    next = other;
  }

  boolean has(Worker worker) {
    return worker.equals(connection);
  }

  /** Somebody is on the way, or waits to be. */
  boolean isArriving() {
    return !retired && connection == null;
  }

  boolean isRetired() {
    return retired;
  }

  /** Nobody will come here any more, and nobody is here. */
  boolean isEmpty() {
    return retired && !thread.isAlive();
  }

  /** Whoever leaves is not replaced; somebody on the way does not arrive. */
  void retire() {
    if (retired) {
      return;
    }
    retired = true;
    if (connection == null) {
      thread.interrupt();
    }
  }

  /** Ends the worker and returns when it is said to be gone. */
  void close() {
    retire();
    var worker = connection;
    if (worker != null) {
      worker.close();
    }
    try {
      thread.join(around.patience());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!retired) {
        assignment = next;
        var wait = lived(around.newName());
        if (!retired) {
          around.lender().pause().last(wait);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** A worker's life; gives what is waited until the next one's. */
  private Duration lived(String worker) throws InterruptedException {
    long born = System.nanoTime();
    try {
      if (assignment.connection() == null) {
        live(worker, null);
      } else {
        switch (Loan.ask(label, assignment, around.lender())) {
          case Loan.Asked.Taken(var loan) -> live(worker, loan);
          case Loan.Asked.Refused(var why) -> {
            listener.notLent(why);
            return ASK_AGAIN;
          }
        }
      }
    } catch (ClosedByInterruptException stopped) {
      throw new InterruptedException("the slot is given up");
    } catch (NoRoom full) {
      listener.noRoom(reason(full));
      return ASK_AGAIN;
    } catch (IOException failure) {
      LOG.log(Level.WARNING, "{0}: no worker: {1}", label, reason(failure));
    }
    var wait = backoff.afterLifeOf(Duration.ofNanos(System.nanoTime() - born), progress.isRecent());
    if (!retired) {
      LOG.log(Level.INFO, "{0}: another worker follows in {1} s", label, wait.toSeconds());
    }
    return wait;
  }

  private void live(String worker, @Nullable Loan loan) throws IOException, InterruptedException {
    try (var folder = WorkerFolder.make(around.workers(), worker)) {
      try (var egress =
          EgressProxy.start(
              label + " " + worker,
              folder.egress(),
              folder.token(),
              Briefing.grants(assignment, lease(loan)),
              around.egress())) {
        around.launcher().start(request(worker));
        work(worker, folder, egress, loan);
      } finally {
        end(worker, loan);
      }
    }
  }

  private void work(String worker, WorkerFolder folder, EgressProxy egress, @Nullable Loan loan)
      throws IOException, InterruptedException {
    try (var channel = accept(folder)) {
      var reader = FrameReader.fromHost(channel);
      var writer = new FrameWriter(channel);
      int credits = greet(channel, reader, writer, folder.token(), lease(loan));
      var renewal = new Renewal(loan, writer, egress);
      var arrived =
          new WorkerConnection(
              label + " " + worker,
              worker,
              assignment,
              credits,
              channel,
              reader,
              writer,
              renewal::renewNow,
              new BodyDesk(assignment.flow(), around.bodies(), writer),
              progress);
      renewal.worker = arrived;
      connection = arrived;
      LOG.log(Level.INFO, "{0}: {1} is ready for {2} messages", label, worker, credits);
      var renewing = Thread.ofVirtual().name("lease " + worker).start(renewal::keep);
      try {
        arrived.listen(listener);
      } finally {
        connection = null;
        renewing.interrupt();
      }
    }
  }

  /** Waits for the host to come; not longer than it may take. */
  private SocketChannel accept(WorkerFolder folder) throws IOException {
    var alarm = closeLater(folder.step());
    try {
      return folder.step().accept();
    } catch (ClosedByInterruptException stopped) {
      throw stopped;
    } catch (java.nio.channels.ClosedChannelException late) {
      throw new IOException(
          "it did not connect within " + around.connectLimit().toSeconds() + " s", late);
    } finally {
      alarm.cancel(false);
      folder.step().close();
    }
  }

  private int greet(
      SocketChannel channel,
      FrameReader reader,
      FrameWriter writer,
      String token,
      @Nullable ConnectionLease lease)
      throws IOException {
    var alarm = closeLater(channel);
    try {
      return Handshake.perform(reader, writer, token, Briefing.assignment(assignment, lease));
    } catch (ClosedByInterruptException stopped) {
      throw stopped;
    } catch (java.nio.channels.ClosedChannelException late) {
      throw new IOException(
          "it was not ready within " + around.connectLimit().toSeconds() + " s", late);
    } finally {
      alarm.cancel(false);
    }
  }

  private java.util.concurrent.Future<?> closeLater(Channel channel) {
    return around
        .alarms()
        .schedule(
            () -> {
              channel.close();
              return true;
            },
            around.connectLimit().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static @Nullable ConnectionLease lease(@Nullable Loan loan) {
    return loan == null ? null : loan.first();
  }

  private WorkerRequest request(String worker) {
    return new WorkerRequest(
        worker,
        assignment.organization(),
        assignment.flow(),
        assignment.step(),
        assignment.revision(),
        assignment.image(),
        assignment.limits());
  }

  /** Also where starting failed: the request may have arrived all the same. */
  private void end(String worker, @Nullable Loan loan) {
    boolean interrupted = Thread.interrupted();
    try {
      around
          .launcher()
          .end(worker)
          .map(exit -> LastWords.of(exit, loan == null ? new Redaction() : loan.secrets()))
          .filter(words -> !words.isEmpty())
          .ifPresent(words -> listener.lastWords(worker, words));
    } catch (IOException failure) {
      LOG.log(Level.WARNING, "{0}: {1} may still run: {2}", label, worker, reason(failure));
    } catch (InterruptedException again) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String reason(IOException failure) {
    var message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  /** Keeps the worker's connection fresh, and ends the worker where it may not have it. */
  private final class Renewal implements Loan.Borrower {
    private final @Nullable Loan loan;
    private final FrameWriter writer;
    private final EgressProxy egress;

    /** Not the slot's: an answer may come when another one is there. */
    private volatile @Nullable WorkerConnection worker;

    Renewal(@Nullable Loan loan, FrameWriter writer, EgressProxy egress) {
      this.loan = loan;
      this.writer = writer;
      this.egress = egress;
    }

    void keep() {
      if (loan != null) {
        loan.keep(this);
      }
    }

    void renewNow() {
      try {
        if (loan != null) {
          loan.renew(this);
        }
      } catch (InterruptedException gone) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void renewed(ConnectionLease lease) {
      egress.grant(Briefing.grants(assignment, lease));
      try {
        writer.send(Frame.of(FrameType.RENEW).withBody(Briefing.connection(lease)));
      } catch (IOException gone) {
        LOG.log(Level.DEBUG, label, gone);
      }
    }

    /** The step hears of it first, so that nothing more is given and no message is blamed. */
    @Override
    public void takenBack(String why) {
      var ending = worker;
      if (ending != null) {
        listener.takenBack(ending, why);
      }
      egress.close();
      if (ending != null) {
        ending.end("its connection is not lent any more: " + why);
      }
    }
  }
}
