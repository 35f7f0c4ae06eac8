package io.tributary.runner.workers;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.workers.ConnectionLease;
import io.tributary.protocol.Redaction;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;

/**
 * What one worker was lent, from its start to its end. Renewed while it works. Taken back when the
 * platform refuses it, which it is asked every four minutes at least; and when nobody has said
 * anything for as long as the lender allows.
 */
final class Loan {
  private static final Logger LOG = System.getLogger(Loan.class.getName());
  private static final Duration BEFORE_END = Duration.ofSeconds(60);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(4);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(10);

  private final String label;
  private final StepAssignment assignment;
  private final Lender lender;
  private final Redaction secrets = new Redaction();
  private final ConnectionLease first;
  private Instant lentAt;
  private Instant askAt;
  private boolean takenBack;

  private Loan(String label, StepAssignment assignment, Lender lender, ConnectionLease first) {
    this.label = label;
    this.assignment = assignment;
    this.lender = lender;
    this.first = first;
    this.lentAt = lender.clock().instant();
    this.askAt = lentAt;
    note(first);
  }

  /** Who has it. */
  interface Borrower {
    void renewed(ConnectionLease lease);

    /** It may not be used any more; said once. */
    void takenBack(String why);
  }

  /** What was asked for, before a worker is started with it. */
  sealed interface Asked {
    record Taken(Loan loan) implements Asked {}

    record Refused(String why) implements Asked {}
  }

  /**
   * Asks for the connection of the assignment, which has one.
   *
   * @param label the step, for log lines
   */
  static Asked ask(String label, StepAssignment assignment, Lender lender)
      throws IOException, InterruptedException {
    return switch (lend(assignment, lender)) {
      case Lending.Lent(var lease) -> new Asked.Taken(new Loan(label, assignment, lender, lease));
      case Lending.Refused(var why) -> new Asked.Refused(why);
    };
  }

  ConnectionLease first() {
    return first;
  }

  /** Knows all that was lent, renewals too. */
  Redaction secrets() {
    return secrets;
  }

  /** Renews until it is taken back, or the thread is interrupted. */
  void keep(Borrower borrower) {
    try {
      do {
        lender.pause().last(untilNext());
      } while (renew(borrower));
    } catch (InterruptedException gone) {
      Thread.currentThread().interrupt();
    }
  }

  /** False where it is taken back. */
  synchronized boolean renew(Borrower borrower) throws InterruptedException {
    if (takenBack) {
      return false;
    }
    try {
      switch (lend(assignment, lender)) {
        case Lending.Lent(var lease) -> {
          note(lease);
          borrower.renewed(lease);
        }
        case Lending.Refused(var why) -> takeBack(borrower, why);
      }
    } catch (IOException silence) {
      unanswered(borrower, String.valueOf(silence.getMessage()));
    }
    return !takenBack;
  }

  private static Lending lend(StepAssignment assignment, Lender lender)
      throws IOException, InterruptedException {
    return lender.connections().lease(assignment.flow(), assignment.step(), assignment.revision());
  }

  private void note(ConnectionLease lease) {
    lease.secretTexts().forEach(secrets::learn);
    lentAt = lender.clock().instant();
    var wait = Duration.between(lentAt, lease.expiresAt()).minus(BEFORE_END);
    askAt = lentAt.plus(within(SHORTEST_WAIT, wait, LONGEST_WAIT));
  }

  /** Whoever lent it may be away for a while: work goes on meanwhile. */
  private void unanswered(Borrower borrower, String reason) {
    var now = lender.clock().instant();
    var end = lentAt.plus(lender.unanswered());
    if (now.isBefore(end)) {
      LOG.log(Level.WARNING, "{0}: its connection is not renewed: {1}", label, reason);
      askAt = now.plus(within(Duration.ZERO, Duration.between(now, end), SHORTEST_WAIT));
    } else {
      takeBack(
          borrower,
          "Nobody could say for %d min whether the connection may still be used: %s"
              .formatted(lender.unanswered().toMinutes(), reason));
    }
  }

  private void takeBack(Borrower borrower, String why) {
    takenBack = true;
    borrower.takenBack(why);
  }

  private synchronized Duration untilNext() {
    return within(Duration.ZERO, Duration.between(lender.clock().instant(), askAt), LONGEST_WAIT);
  }

  private static Duration within(Duration least, Duration wanted, Duration most) {
    var atLeast = wanted.compareTo(least) < 0 ? least : wanted;
    return atLeast.compareTo(most) > 0 ? most : atLeast;
  }
}
