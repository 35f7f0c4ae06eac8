package io.tributary.builder.work;

import static io.tributary.builder.builds.BuildFixtures.IMAGE;
import static io.tributary.builder.builds.BuildFixtures.aBuild;
import static io.tributary.builder.builds.BuildFixtures.aBuildOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.BuildId;
import io.tributary.builder.builds.BuildState;
import io.tributary.builder.builds.InMemoryBuilds;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.problems.Blame;
import io.tributary.foundation.quotas.Quota;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionOperations;

class BuildWorkersTest {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final InMemoryBuilds builds = new InMemoryBuilds();
  private final List<Build> announced = new CopyOnWriteArrayList<>();
  private Workshop workshop;

  @AfterEach
  void stops() {
    workshop.workers.stop();
  }

  @Test
  void queuedBuildBecomesAnImageAndIsAnnouncedOnce() throws Exception {
    open(Duration.ZERO);
    builds.add(aBuild(1));

    workshop.workers.start();
    await().atMost(LIMIT).until(() -> !announced.isEmpty());

    var made = (BuildState.Succeeded) builds.find(new BuildId(1)).orElseThrow().state();
    assertThat(made.image()).isEqualTo(IMAGE);
    assertThat(announced).hasSize(1);
    await().atMost(LIMIT).until(() -> workshop.log(1).getLast().contains("\"kind\":\"end\""));
    assertThat(workshop.log(1).getLast())
        .contains("Build 1: SUCCEEDED", "fetch ok · check ok · compile ok · image ok");
  }

  @Test
  void sameCommitIsNotBuiltTwice() throws Exception {
    open(Duration.ofMillis(50));
    builds.add(aBuild(1));
    builds.add(aBuild(2));

    workshop.workers.start();
    await().atMost(LIMIT).until(() -> workshop.isFinal(1) && workshop.isFinal(2));

    assertThat(workshop.made).hasValue(1);
    assertThat(builds.find(new BuildId(2)).orElseThrow().state())
        .isInstanceOfSatisfying(
            BuildState.Succeeded.class, made -> assertThat(made.image()).isEqualTo(IMAGE));
    assertThat(announced).hasSize(2);
  }

  @Test
  void buildOverTheHoursQuotaStaysInTheQueueAndIsMadeWhenItMay() throws Exception {
    open(Duration.ZERO);
    workshop.limits.set(Quota.BUILDS_PER_HOUR, 1);
    workshop.uses.begun(ACME, Instant.now());
    builds.add(aBuild(1));
    builds.add(aBuildOf(new OrganizationName("globex"), 2, "%040x".formatted(2)));

    workshop.workers.start();
    await().atMost(LIMIT).until(() -> workshop.isFinal(2));
    var waiting = builds.find(new BuildId(1)).orElseThrow().state();
    workshop.uses.forget();

    await().atMost(LIMIT).until(() -> workshop.isFinal(1));
    assertThat(waiting).isInstanceOf(BuildState.Queued.class);
  }

  @Test
  void buildWithoutRoomForItsImageFailsByItsOwner() throws Exception {
    open(Duration.ZERO);
    workshop.limits.set(Quota.STORAGE, 10);
    workshop.uses.images(ACME, 10L << 20);
    builds.add(aBuild(1));

    workshop.workers.start();
    await().atMost(LIMIT).until(() -> workshop.isFinal(1));

    assertThat(builds.find(new BuildId(1)).orElseThrow().state())
        .isInstanceOfSatisfying(
            BuildState.Failed.class,
            failed -> {
              assertThat(failed.reason().code()).isEqualTo("storage-full");
              assertThat(failed.reason().message()).contains("10 MiB", "quota storage");
              assertThat(failed.reason().blame()).isEqualTo(Blame.CALLER);
            });
    assertThat(workshop.made).hasValue(0);
  }

  @Test
  void cancelledBuildStopsAndTheWorkerGoesOn() throws Exception {
    open(Duration.ofSeconds(60));
    builds.add(aBuild(1));
    workshop.workers.start();
    assertThat(workshop.sandboxEntered.await(10, TimeUnit.SECONDS)).isTrue();

    workshop.finishBuild.cancel(new BuildId(1), "ada");

    await().atMost(LIMIT).until(() -> workshop.log(1).getLast().contains("\"kind\":\"end\""));
    assertThat(workshop.log(1).getLast()).contains("Build 1: CANCELLED", "Cancelled by ada.");
    assertThat(announced).hasSize(1);
    assertThat(workshop.made).hasValue(0);
  }

  @Test
  void orderlyStopGivesTheBuildBack() throws Exception {
    open(Duration.ofSeconds(60));
    builds.add(aBuild(1));
    workshop.workers.start();
    assertThat(workshop.sandboxEntered.await(10, TimeUnit.SECONDS)).isTrue();

    workshop.workers.stop();

    assertThat(builds.find(new BuildId(1)).orElseThrow().state())
        .isInstanceOf(BuildState.Queued.class);
    assertThat(announced).isEmpty();
  }

  private void open(Duration inSandbox) throws IOException {
    workshop =
        new Workshop(
            builds,
            announced::add,
            TransactionOperations.withoutTransaction(),
            folder,
            "test",
            inSandbox);
  }
}
