package io.tributary.builder.builds;

import static io.tributary.builder.builds.BuildFixtures.ADA;
import static io.tributary.builder.builds.BuildFixtures.BOB;
import static io.tributary.builder.builds.BuildFixtures.IMAGE;
import static io.tributary.builder.builds.BuildFixtures.NOON;
import static io.tributary.builder.builds.BuildFixtures.aBuild;
import static io.tributary.builder.builds.BuildFixtures.aBuildOf;
import static io.tributary.builder.builds.BuildFixtures.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.builder.builds.BuildState.Cancelled;
import io.tributary.builder.builds.BuildState.Failed;
import io.tributary.builder.builds.BuildState.Running;
import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.problems.Blame;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every store of builds promises. */
abstract class BuildsContract {
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final OrganizationName GLOBEX = new OrganizationName("globex");

  /** A store without a build in it. */
  abstract Builds empty();

  @Test
  void sameNumberIsKeptOnce() {
    var builds = empty();

    assertThat(builds.add(aBuild(1))).isTrue();
    assertThat(builds.add(aBuild(1, commit(2), "{}"))).isFalse();
    assertThat(builds.find(new BuildId(1))).contains(aBuild(1));
    assertThat(builds.find(new BuildId(2))).isEmpty();
  }

  @Test
  void everyStateIsReadAsItWasWritten() {
    var builds = empty();
    var failure = new BuildFailure("compile", "compile-failed", "A.java:1: no", Blame.CALLER);
    for (int id = 1; id <= 3; id++) {
      builds.add(aBuild(id, commit(id), "{}"));
    }

    var made = finish(builds, 1, succeeded());
    var failed = finish(builds, 2, new Failed(failure, NOON));
    var cancelled = builds.change(new BuildId(3), build -> build.cancelled("ada", NOON));

    assertThat(builds.find(new BuildId(1))).contains(made);
    assertThat(builds.find(new BuildId(2))).contains(failed);
    assertThat(builds.find(new BuildId(3)).orElseThrow().state())
        .isEqualTo(new Cancelled("ada", NOON));
    assertThat(cancelled).isEqualTo(builds.find(new BuildId(3)));
  }

  @Test
  void oldestBuildIsClaimedFirstAndOnce() {
    var builds = empty();
    builds.add(aBuild(2, commit(2), "{}"));
    builds.add(aBuild(1, commit(1), "{}"));

    var first = builds.claim(ADA, NOON, LEASE, Set.of()).orElseThrow();
    var second = builds.claim(BOB, NOON, LEASE, Set.of()).orElseThrow();

    assertThat(first.id()).isEqualTo(new BuildId(1));
    assertThat(first.state()).isEqualTo(new Running(ADA, NOON, 1));
    assertThat(second.id()).isEqualTo(new BuildId(2));
    assertThat(builds.claim(ADA, NOON, LEASE, Set.of())).isEmpty();
  }

  @Test
  void organizationsTakeTurns() {
    var builds = empty();
    for (int id = 1; id <= 50; id++) {
      builds.add(aBuild(id, commit(id), "{}"));
    }
    builds.add(aBuildOf(GLOBEX, 51, commit(51)));

    var first = builds.claim(ADA, NOON, LEASE, Set.of()).orElseThrow();
    var second = builds.claim(BOB, NOON, LEASE, Set.of()).orElseThrow();

    assertThat(first.id()).isEqualTo(new BuildId(1));
    assertThat(second.id()).isEqualTo(new BuildId(51));
  }

  @Test
  void oneWorkerServesWhoWaitedLongerSinceItsLastBuild() {
    var builds = empty();
    builds.add(aBuild(1, commit(1), "{}"));
    builds.add(aBuild(2, commit(2), "{}"));
    builds.add(aBuildOf(GLOBEX, 3, commit(3)));
    var first = builds.claim(ADA, NOON, LEASE, Set.of()).orElseThrow();
    builds.change(first.id(), build -> build.finished(ADA, succeeded()));

    var second = builds.claim(ADA, NOON.plusSeconds(1), LEASE, Set.of()).orElseThrow();
    builds.change(second.id(), build -> build.finished(ADA, succeeded()));
    var third = builds.claim(ADA, NOON.plusSeconds(2), LEASE, Set.of()).orElseThrow();

    assertThat(first.id()).isEqualTo(new BuildId(1));
    assertThat(second.id()).isEqualTo(new BuildId(3));
    assertThat(third.id()).isEqualTo(new BuildId(2));
  }

  @Test
  void buildsOfHeldOrganizationsStayInTheQueueButForThoseThatHadAWorker() {
    var builds = empty();
    builds.add(aBuild(1, commit(1), "{}"));
    builds.add(aBuild(2, commit(2), "{}"));
    builds.claim(ADA, NOON, LEASE, Set.of());

    assertThat(builds.claim(BOB, NOON, LEASE, Set.of(ACME))).isEmpty();
    assertThat(builds.claim(BOB, NOON.plusSeconds(16), LEASE, Set.of(ACME)).map(Build::id))
        .contains(new BuildId(1));
    assertThat(builds.claim(BOB, NOON.plusSeconds(16), LEASE, Set.of(GLOBEX)).map(Build::id))
        .contains(new BuildId(2));
  }

  @Test
  void sameCommitWaitsUntilTheOtherIsDone() {
    var builds = empty();
    builds.add(aBuild(1));
    builds.add(aBuild(2));
    builds.claim(ADA, NOON, LEASE, Set.of());

    assertThat(builds.claim(BOB, NOON, LEASE, Set.of())).isEmpty();

    builds.change(new BuildId(1), build -> build.finished(ADA, succeeded()));
    assertThat(builds.claim(BOB, NOON, LEASE, Set.of()).map(Build::id)).contains(new BuildId(2));
  }

  @Test
  void lostWorkersBuildIsTakenOverAfterItsLease() {
    var builds = empty();
    builds.add(aBuild(1));
    builds.claim(ADA, NOON, LEASE, Set.of());

    assertThat(builds.claim(BOB, NOON.plusSeconds(14), LEASE, Set.of())).isEmpty();
    var taken = builds.claim(BOB, NOON.plusSeconds(16), LEASE, Set.of()).orElseThrow();

    assertThat(taken.state()).isEqualTo(new Running(BOB, NOON.plusSeconds(16), 2));
    assertThat(builds.extend(new BuildId(1), ADA, NOON.plusSeconds(60))).isFalse();
  }

  @Test
  void keptLeaseIsNotTakenOver() {
    var builds = empty();
    builds.add(aBuild(1));
    builds.claim(ADA, NOON, LEASE, Set.of());

    assertThat(builds.extend(new BuildId(1), ADA, NOON.plusSeconds(60))).isTrue();

    assertThat(builds.claim(BOB, NOON.plusSeconds(16), LEASE, Set.of())).isEmpty();
  }

  @Test
  void twoWorkersNeverGetTheSameBuild() throws Exception {
    var builds = empty();
    for (int id = 1; id <= 20; id++) {
      builds.add(aBuild(id, commit(id % 10), "{}"));
    }

    try (var workers = Executors.newFixedThreadPool(4)) {
      Callable<Optional<Build>> claim = () -> builds.claim(ADA, NOON, LEASE, Set.of());
      var claims = workers.invokeAll(java.util.Collections.nCopies(40, claim));
      var ids = new java.util.ArrayList<CommitId>();
      for (var one : claims) {
        one.get().ifPresent(build -> ids.add(build.order().commit()));
      }
      assertThat(ids).doesNotHaveDuplicates().isNotEmpty();
    }
  }

  @Test
  void newestIsListedFirstPageByPage() {
    var builds = empty();
    for (int id = 1; id <= 5; id++) {
      builds.add(aBuild(id));
    }

    var first = builds.list(ACME, Optional.empty(), 2);
    var second = builds.list(ACME, Optional.of(first.getLast().id()), 10);

    assertThat(first).extracting(build -> build.id().value()).containsExactly(5L, 4L);
    assertThat(second).extracting(build -> build.id().value()).containsExactly(3L, 2L, 1L);
    assertThat(builds.list(new OrganizationName("northwind"), Optional.empty(), 10)).isEmpty();
  }

  @Test
  void madeImageIsFoundByCommitAndBase() {
    var builds = empty();
    builds.add(aBuild(1));
    finish(builds, 1, succeeded());
    var component = ComponentRef.parse("acme-parts/ledger");
    var commit = aBuild(1).order().commit();

    assertThat(builds.made(component, commit, "base-1").map(BuildState.Succeeded::image))
        .contains(IMAGE);
    assertThat(builds.made(component, commit, "base-2")).isEmpty();
    assertThat(builds.made(component, new CommitId(commit(7)), "base-1")).isEmpty();
  }

  @Test
  void unknownBuildIsNotChanged() {
    assertThat(empty().change(new BuildId(9), build -> build.cancelled("ada", NOON))).isEmpty();
  }

  private static Build finish(Builds builds, long id, BuildState end) {
    return builds
        .change(new BuildId(id), build -> build.claimed(ADA, NOON).finished(ADA, end))
        .orElseThrow();
  }

  private static String commit(int number) {
    return "%040x".formatted(number);
  }
}
