package io.tributary.foundation.persistence;

import java.util.Collection;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ParameterizedPreparedStatementSetter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** What an adapter may send within its transaction; kept beyond it, it is refused. */
public final class Statements {
  private final JdbcTemplate batches;
  private final JdbcClient single;

  Statements(DataSource guarded) {
    this.batches = new JdbcTemplate(guarded);
    this.single = JdbcClient.create(batches);
  }

  /** One statement, with its parameters to come. */
  public StatementSpec sql(String sql) {
    return single.sql(sql);
  }

  /**
   * The same statement for each of many.
   *
   * @param atOnce how many go to the server together, at least 1
   */
  public <T> void batchUpdate(
      String sql, Collection<T> each, int atOnce, ParameterizedPreparedStatementSetter<T> fill) {
    batches.batchUpdate(sql, each, atOnce, fill);
  }
}
