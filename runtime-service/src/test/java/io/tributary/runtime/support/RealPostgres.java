package io.tributary.runtime.support;

import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.TestPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** One PostgreSQL for all tests of this JVM, a child process on loopback. */
public final class RealPostgres {
  private final TestPostgres server = TestPostgres.own();

  private RealPostgres() {}

  /** The migrated schema without a row. */
  public static RealPostgres empty() {
    var postgres = new RealPostgres();
    postgres.server.empty("runtime");
    return postgres;
  }

  /** The schema as it stands. */
  public static RealPostgres existing() {
    return new RealPostgres();
  }

  public static String url() {
    return TestPostgres.own().url();
  }

  /** Behind the policies. */
  public JdbcClient raw() {
    return server.raw();
  }

  public Database database() {
    return server.database();
  }

  public TransactionOperations transactions() {
    return server.transactions();
  }

  /** A running flow of an organization, for what belongs to one. */
  public void flow(String id, String organization) {
    raw()
        .sql(
            """
            insert into runtime.flows
              (id, organization, name, revision, state, state_since, created_at)
            values (?, ?, ?, 1, 'running', now(), now())
            """)
        .param(id)
        .param(organization)
        .param(id)
        .update();
  }
}
