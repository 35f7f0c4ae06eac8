package io.tributary.builder.work;

import static io.tributary.builder.builds.BuildFixtures.aBuild;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.builder.builds.BuildId;
import io.tributary.builder.builds.PostgresBuilds;
import io.tributary.builder.database.TestDatabase;
import io.tributary.builder.leaving.BuildFiles;
import io.tributary.builder.leaving.OwnedBuilds;
import io.tributary.builder.sandbox.BuildSandbox;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.leaving.OwnedRows;
import io.tributary.foundation.persistence.Reach;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An organization leaves while a worker has a build of it. */
class LeavingIT {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final Duration LEASE = Duration.ofSeconds(3);

  @TempDir private Path folder;

  @Test
  void buildThatRunsIsStoppedAndNothingOfItComesBack() throws Exception {
    TestDatabase.clear();
    var builds = new PostgresBuilds(TestDatabase.database());
    builds.add(aBuild(1));
    var workshop = KilledWorkerIT.open(builds, folder, "worker", Duration.ofHours(1));
    var owned =
        new OwnedBuilds(
            builds,
            workshop.finishBuild,
            new BuildFiles(workshop.logs, new NoSandbox(), folder.resolve("sites")),
            new OwnedRows(TestDatabase.database(), "builder", OwnedBuilds.TABLES),
            LEASE.multipliedBy(2),
            Clock.systemUTC());
    workshop.workers.start();
    workshop.sandboxEntered.await();
    assertThat(folder.resolve("sites/1/source")).exists();

    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Reach.of(ACME).call(() -> owned.delete(ACME)) == 0);

    assertThat(Reach.of(ACME).call(() -> builds.find(new BuildId(1)))).isEmpty();
    workshop.workers.stop();
    assertThat(folder.resolve("sites")).isEmptyDirectory();
    assertThat(folder.resolve("builds")).isEmptyDirectory();
    assertThat(workshop.made).hasValue(0);
  }

  private record NoSandbox() implements BuildSandbox {
    @Override
    public End run(Order order, Consumer<String> lines) {
      throw new UnsupportedOperationException("The workshop has its own.");
    }

    @Override
    public void clear(BuildId build) {
      // The workshop's only pretends.
    }
  }
}
