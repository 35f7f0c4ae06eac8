package io.tributary.foundation.persistence;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Reach.Across;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The adapters' one way to the database: every statement is sent in a transaction that says whose
 * rows it may touch. Transactions nest by joining; {@code docs/tenancy.md} says which may.
 */
public final class Database {
  private final Pool app;
  private final Pool platform;

  /**
   * Over two log-ins.
   *
   * @param app connections of the app role
   * @param platform connections of the platform role
   * @param proof of what transactions say, from the database's migration
   */
  public Database(DataSource app, DataSource platform, OrganizationProof proof) {
    this.app = new Pool(app, proof);
    this.platform = new Pool(platform, proof);
  }

  /** Work of one organization. */
  public Work of(OrganizationName organization) {
    return new Work(Reach.of(organization));
  }

  /** Work that looks across organizations. */
  public Work across(Use use) {
    return new Work(Reach.across(use));
  }

  /** With what is everybody's, and within a caller's reach with what that shows. */
  public Work shared() {
    return new Work(CurrentReach.find().orElseGet(Reach::shared));
  }

  /**
   * Within the caller's reach.
   *
   * @throws IllegalStateException where nobody said one
   */
  public Work here() {
    return new Work(current());
  }

  /** For use cases of several statements: one transaction within the caller's reach. */
  public TransactionOperations transactions() {
    return new TransactionOperations() {
      @Override
      public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        return within(current(), action::doInTransaction);
      }
    };
  }

  private static Reach current() {
    return CurrentReach.find()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Nobody said whose rows this may touch: say a Reach at the door."));
  }

  private <T extends @Nullable Object> T within(Reach reach, Function<TransactionStatus, T> work) {
    return CurrentReach.within(reach)
        .call(
            () -> {
              var running = RunningTransaction.find();
              if (running.isPresent()) {
                running.get().requireAdmits(reach);
                return running.get().pool().join(work);
              }
              return pool(reach).begin(reach, work);
            });
  }

  private Pool pool(Reach reach) {
    return reach instanceof Across ? platform : app;
  }

  /** One transaction to be, or a part of the one that runs. */
  public final class Work {
    private final Reach reach;

    private Work(Reach reach) {
      this.reach = reach;
    }

    /**
     * Gives what the statements give; commits, or rolls back where the work throws.
     *
     * @throws org.springframework.dao.DataAccessException where the database refuses or is away
     * @throws IllegalStateException where the transaction that runs has another reach
     */
    public <T extends @Nullable Object> T get(Function<Statements, T> work) {
      return within(reach, status -> work.apply(statements()));
    }

    /** As {@link #get}, where nothing is given. */
    public void run(Consumer<Statements> work) {
      within(
          reach,
          status -> {
            work.accept(statements());
            return true;
          });
    }

    private Statements statements() {
      return RunningTransaction.find().orElseThrow().pool().statements();
    }
  }
}
