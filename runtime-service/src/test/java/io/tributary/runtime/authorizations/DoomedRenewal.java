package io.tributary.runtime.authorizations;

import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.TestPostgres;
import io.tributary.runtime.authorizations.provider.TokenEndpoints;
import io.tributary.runtime.support.MovingClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** A process of its own that renews one connection's tokens and stops with the answer in hand. */
final class DoomedRenewal {
  static final String ANSWERED = "answered";

  private DoomedRenewal() {}

  public static void main(String[] arguments) throws Exception {
    var instance =
        new Instance(
            TestPostgres.at(arguments[0]).database(),
            Files.readString(Path.of(arguments[1])),
            arguments[2],
            new MovingClock(Instant.parse(arguments[3])),
            DoomedRenewal::stopping);
    Reach.of(Instance.ACME)
        .run(
            () -> {
              var connection = instance.connection(arguments[4]);
              instance.renew.renew(connection, instance.kept(connection), false);
            });
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
