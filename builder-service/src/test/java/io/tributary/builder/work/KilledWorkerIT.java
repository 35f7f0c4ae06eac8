package io.tributary.builder.work;

import static io.tributary.builder.builds.BuildFixtures.aBuild;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.builder.builds.BuildId;
import io.tributary.builder.builds.BuildState;
import io.tributary.builder.builds.Builds;
import io.tributary.builder.builds.PostgresBuilds;
import io.tributary.builder.database.TestDatabase;
import io.tributary.foundation.persistence.ActsAcross;
import io.tributary.foundation.persistence.Use;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker's whole process dies by kill -9 in the middle of a compile. */
@ActsAcross(Use.BUILDS)
class KilledWorkerIT {
  @TempDir private Path folder;

  @Test
  void anotherWorkerTakesTheBuildOverAndItEndsOnce() throws Exception {
    TestDatabase.clear();
    var builds = new PostgresBuilds(TestDatabase.database());
    builds.add(aBuild(1));
    var doomed = startProcess();
    await().pollInSameThread().atMost(Duration.ofSeconds(60)).until(() -> isCompiling(builds));

    doomed.destroyForcibly().waitFor();
    var workshop = open(builds, folder, "survivor", Duration.ZERO);
    workshop.workers.start();

    await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(() -> workshop.isFinal(1));
    workshop.workers.stop();
    assertThat(builds.find(new BuildId(1)).orElseThrow().state())
        .isInstanceOf(BuildState.Succeeded.class);
    assertThat(workshop.log(1))
        .anyMatch(line -> line.contains("the worker that had this build was lost"))
        .last()
        .asString()
        .contains("Build 1: SUCCEEDED");
    assertThat(
            TestDatabase.raw()
                .sql("select count(*) from builder.outbox")
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  private boolean isCompiling(Builds builds) throws Exception {
    return builds.find(new BuildId(1)).orElseThrow().state() instanceof BuildState.Running
        && java.nio.file.Files.exists(folder.resolve("builds/1/log.jsonl"))
        && java.nio.file.Files.readString(folder.resolve("builds/1/log.jsonl"))
            .contains("pretending");
  }

  private Process startProcess() throws Exception {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            DoomedWorker.class.getName(),
            TestDatabase.url(),
            folder.toString());
    return new ProcessBuilder(command).inheritIO().start();
  }

  static Workshop open(Builds builds, Path folder, String process, Duration inSandbox)
      throws java.io.IOException {
    return new Workshop(
        builds,
        build ->
            TestDatabase.database()
                .here()
                .run(
                    jdbc ->
                        jdbc.sql(
                                "insert into builder.outbox (topic, key, payload) values ('t', ?,"
                                    + " 'p')")
                            .param(build.id().toString())
                            .update()),
        TestDatabase.transactions(),
        folder,
        process,
        inSandbox);
  }
}
