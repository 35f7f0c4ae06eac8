package io.tributary.foundation.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Gives connections to transactions that said their reach, and to nobody else. */
final class GuardedDataSource extends DelegatingDataSource {

  GuardedDataSource(DataSource pool) {
    super(pool);
  }

  @Override
  public Connection getConnection() throws SQLException {
    RunningTransaction.require();
    return super.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) {
    throw new UnsupportedOperationException("The pool logs in.");
  }
}
