package io.tributary.runtime.authorizations;

import io.tributary.contracts.names.ConnectionName;
import io.tributary.runtime.authorizations.provider.TokenEndpoints;
import io.tributary.runtime.support.MovingClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A process of its own that renews one connection's tokens and stops with the answer in hand. */
final class DoomedRenewal {
  static final String ANSWERED = "answered";

  private DoomedRenewal() {}

  public static void main(String[] arguments) throws Exception {
    var database = new PGSimpleDataSource();
    database.setUrl(arguments[0]);
    var instance =
        new Instance(
            JdbcClient.create(database),
            Files.readString(Path.of(arguments[1])),
            arguments[2],
            new MovingClock(Instant.parse(arguments[3])),
            DoomedRenewal::stopping);
    var connection =
        instance.connections.find(Instance.ACME, new ConnectionName(arguments[4])).orElseThrow();
    instance.renew.renew(connection, instance.kept(connection), false);
  }

  private static TokenEndpoints stopping(TokenEndpoints provider) {
    return question -> {
      provider.ask(question);
      System.out.println(ANSWERED);
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IllegalStateException("nobody comes to here");
    };
  }
}
