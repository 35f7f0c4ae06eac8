package io.tributary.foundation.persistence;

import io.tributary.foundation.persistence.Reach.Across;
import io.tributary.foundation.persistence.Reach.OfOrganization;
import io.tributary.foundation.persistence.Reach.Shared;
import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The transaction of this thread, with the reach that it began with. */
record RunningTransaction(Pool pool, Reach reach) {
  private static final Object KEY = RunningTransaction.class;

  static Optional<RunningTransaction> find() {
    return Optional.ofNullable(
        (RunningTransaction) TransactionSynchronizationManager.getResource(KEY));
  }

  static void require() {
    if (!TransactionSynchronizationManager.hasResource(KEY)) {
      throw new IllegalStateException("A query outside of a transaction: nobody said its reach.");
    }
  }

  void begin() {
    TransactionSynchronizationManager.bindResource(KEY, this);
  }

  static void end() {
    TransactionSynchronizationManager.unbindResource(KEY);
  }

  /**
   * Lets work of the reach take part.
   *
   * @throws IllegalStateException where it would see more than the transaction may
   */
  void requireAdmits(Reach other) {
    boolean admits =
        switch (reach) {
          case Across _ -> true;
          case OfOrganization mine -> other instanceof Shared || mine.equals(other);
          case Shared _ -> other instanceof Shared;
        };
    if (!admits) {
      throw new IllegalStateException("Work of %s in a transaction of %s.".formatted(other, reach));
    }
  }
}
