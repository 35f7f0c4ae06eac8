package io.tributary.foundation.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tributary.contracts.names.OrganizationName;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a transaction costs that says its organization, beside the same query as it was before. */
class TenancyCostIT {
  private static final OrganizationName T1 = new OrganizationName("tenant1");
  private static final int ORGANIZATIONS = 200;
  private static final int NOTES = 100;
  private static final int TIMES = 2_000;
  private static final String LIST = "select text from tenants.%s where organization = 'tenant1'";
  private static final String ONE = LIST + " and number = 7";

  /**
   * A round trip on loopback is a fraction of it; the bound is for a machine that has other work.
   */
  private static final Duration MOST = Duration.ofMillis(5);

  private final TestPostgres postgres = TestPostgres.own().empty("tenants");

  @Test
  void anOrganizationsTransactionCostsTwoRoundTrips() {
    fill();
    try (var app = pool("tributary_app");
        var platform = pool("tributary_platform")) {
      var database = new Database(app, platform, new SchemaMigration(postgres.settings()).proof());
      var plain = new JdbcTemplate(app);
      var transactions = new TransactionTemplate(new JdbcTransactionManager(app));

      var one =
          compared(
              "one row",
              () -> plain.queryForList(ONE.formatted("open_notes")).size(),
              () -> transacted(transactions, plain, ONE.formatted("open_notes")),
              () -> guarded(database, ONE.formatted("notes")));
      var list =
          compared(
              "100 rows",
              () -> plain.queryForList(LIST.formatted("open_notes")).size(),
              () -> transacted(transactions, plain, LIST.formatted("open_notes")),
              () -> guarded(database, LIST.formatted("notes")));

      assertThat(one).isLessThan(MOST);
      assertThat(list).isLessThan(MOST);
    }
  }

  /** Gives how much longer the last takes than the first, at the median; taken in turns. */
  private static Duration compared(String what, IntSupplier... ways) {
    var times = new long[ways.length][TIMES];
    for (int time = -TIMES / 4; time < TIMES; time++) {
      for (int way = 0; way < ways.length; way++) {
        long begun = System.nanoTime();
        assertThat(ways[way].getAsInt()).isPositive();
        if (time >= 0) {
          times[way][time] = System.nanoTime() - begun;
        }
      }
    }
    for (var each : times) {
      Arrays.sort(each);
    }
    System.out.printf(
        "Tenancy, %s: a statement alone %,d µs, in a transaction %,d µs, of an organization under"
            + " row-level security %,d µs (medians; p99 %,d, %,d, %,d)%n",
        what,
        times[0][TIMES / 2] / 1_000,
        times[1][TIMES / 2] / 1_000,
        times[2][TIMES / 2] / 1_000,
        times[0][TIMES * 99 / 100] / 1_000,
        times[1][TIMES * 99 / 100] / 1_000,
        times[2][TIMES * 99 / 100] / 1_000);
    return Duration.ofNanos(times[2][TIMES / 2] - times[0][TIMES / 2]);
  }

  private static int transacted(TransactionTemplate transactions, JdbcTemplate plain, String sql) {
    Integer rows = transactions.execute(status -> plain.queryForList(sql).size());
    return rows == null ? 0 : rows;
  }

  private static int guarded(Database database, String sql) {
    return database.of(T1).get(jdbc -> jdbc.sql(sql).query().listOfRows().size());
  }

  private void fill() {
    for (var table : new String[] {"notes", "open_notes"}) {
      postgres
          .raw()
          .sql(
              """
              insert into tenants.%s
              select 'tenant' || organization, number, 'text of a note'
              from generate_series(1, %d) organization, generate_series(1, %d) number
              """
                  .formatted(table, ORGANIZATIONS, NOTES))
          .update();
      postgres.raw().sql("analyze tenants." + table).update();
    }
  }

  private HikariDataSource pool(String role) {
    var config = new HikariConfig();
    config.setDataSource(postgres.source(role));
    config.setMaximumPoolSize(2);
    return new HikariDataSource(config);
  }
}
