package io.tributary.foundation.persistence;

import io.tributary.foundation.persistence.Reach.OfOrganization;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** The connections of one role, and transactions on them. */
final class Pool {
  private final TransactionTemplate transactions;
  private final Statements statements;
  private final OrganizationProof proof;

  Pool(DataSource connections, OrganizationProof proof) {
    this.proof = proof;
    var guarded = new GuardedDataSource(connections);
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(guarded));
    this.statements = new Statements(guarded);
  }

  Statements statements() {
    return statements;
  }

  /**
   * A new transaction; the organization is forgotten with its end.
   *
   * @throws DataAccessResourceFailureException where the database is away
   */
  <T extends @Nullable Object> T begin(Reach reach, Function<TransactionStatus, T> work) {
    new RunningTransaction(this, reach).begin();
    try {
      return execute(
          status -> {
            if (reach instanceof OfOrganization(var organization)) {
              say(proof.said(organization));
            }
            return work.apply(status);
          });
    } catch (CannotCreateTransactionException away) {
      throw new DataAccessResourceFailureException("The database does not answer.", away);
    } finally {
      RunningTransaction.end();
    }
  }

  /** Takes part in the transaction of this thread: what fails in it, fails it. */
  <T extends @Nullable Object> T join(Function<TransactionStatus, T> work) {
    return execute(work);
  }

  @SuppressWarnings("NullAway") // gives what the work gives
  private <T extends @Nullable Object> T execute(Function<TransactionStatus, T> work) {
    return transactions.execute(work::apply);
  }

  private void say(String said) {
    Objects.requireNonNull(
        statements
            .sql("select set_config('tributary.organization', ?, true)")
            .param(said)
            .query(String.class)
            .single());
  }
}
