package io.tributary.builder.work;

import io.tributary.builder.builds.PostgresBuilds;
import io.tributary.foundation.persistence.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;

/** A worker in a process of its own, whose sandbox never comes to an end. */
final class DoomedWorker {
  private DoomedWorker() {}

  public static void main(String[] arguments) throws Exception {
    var postgres = TestPostgres.at(arguments[0]);
    var workshop =
        new Workshop(
            new PostgresBuilds(postgres.database()),
            _ -> {},
            postgres.transactions(),
            Path.of(arguments[1]),
            "doomed",
            Duration.ofHours(1));
    workshop.workers.start();
    Thread.currentThread().join();
  }
}
