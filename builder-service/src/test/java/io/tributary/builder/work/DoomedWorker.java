package io.tributary.builder.work;

import io.tributary.builder.builds.PostgresBuilds;
import java.nio.file.Path;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A worker in a process of its own, whose sandbox never comes to an end. */
final class DoomedWorker {
  private DoomedWorker() {}

  public static void main(String[] arguments) throws Exception {
    var database = new PGSimpleDataSource();
    database.setUrl(arguments[0]);
    database.setUser(arguments[1]);
    var transactions = new TransactionTemplate(new JdbcTransactionManager(database));
    var workshop =
        new Workshop(
            new PostgresBuilds(JdbcClient.create(database), transactions),
            _ -> {},
            transactions,
            Path.of(arguments[2]),
            "doomed",
            Duration.ofHours(1));
    workshop.workers.start();
    Thread.currentThread().join();
  }
}
