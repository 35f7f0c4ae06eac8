package io.tributary.registry.versions;

import static io.tributary.registry.versions.AVersion.COMMIT;
import static io.tributary.registry.versions.AVersion.IMAGE;
import static io.tributary.registry.versions.AVersion.NOW;
import static io.tributary.registry.versions.AVersion.claimed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.builds.BuildFinished;
import io.tributary.contracts.builds.BuildResult;
import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.names.VersionRef;
import io.tributary.contracts.problems.Blame;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionOperations;

class RecordBuildTest {
  private static final VersionRef LEDGER = VersionRef.parse("acme/ledger@1.0.0");
  private static final BuildResult SUCCEEDED = new BuildResult.Succeeded(IMAGE, 100, 10);

  private final InMemoryVersions versions = new InMemoryVersions();
  private final List<ComponentListed> announced = new ArrayList<>();
  private final RecordBuild recordBuild =
      new RecordBuild(
          versions,
          new Announced(announced),
          new MaskingSchemas((component, commit, path, most) -> Optional.empty()),
          TransactionOperations.withoutTransaction(),
          Clock.fixed(NOW, ZoneOffset.UTC));

  RecordBuildTest() {
    versions.add(claimed(LEDGER.toString(), COMMIT, 7));
  }

  @Test
  void successPutsTheVersionOnTheShelfAndSaysSo() {
    recordBuild.record(finished(7, SUCCEEDED));

    assertThat(state()).isEqualTo(new VersionState.Listed(IMAGE, NOW));
    assertThat(announced)
        .singleElement()
        .satisfies(listing -> assertThat(listing.image()).isEqualTo(IMAGE));
  }

  @Test
  void newsThatComesTwiceCountsOnce() {
    recordBuild.record(finished(7, SUCCEEDED));
    recordBuild.record(finished(7, SUCCEEDED));

    assertThat(announced).hasSize(1);
  }

  @Test
  void faultOfTheCallerFreesTheNumber() {
    recordBuild.record(finished(7, failed(Blame.CALLER)));

    assertThat(state())
        .isEqualTo(new VersionState.Unbuildable("compile-failed", "Void.java:22", NOW));
  }

  @Test
  void faultOfThePlatformKeepsTheClaim() {
    recordBuild.record(finished(7, failed(Blame.PLATFORM)));

    assertThat(state()).isInstanceOf(VersionState.Claimed.class);
  }

  @Test
  void lateNewsOfAnEarlierBuildChangesNothing() {
    recordBuild.record(finished(6, SUCCEEDED));

    assertThat(state()).isInstanceOf(VersionState.Claimed.class);
    assertThat(announced).isEmpty();
  }

  @Test
  void cancelledBuildFreesTheNumber() {
    recordBuild.record(finished(7, new BuildResult.Cancelled()));

    assertThat(versions.find(LEDGER).orElseThrow().isClaimable()).isTrue();
  }

  private VersionState state() {
    return versions.find(LEDGER).orElseThrow().state();
  }

  private static BuildFinished finished(long build, BuildResult result) {
    return new BuildFinished(build, LEDGER, COMMIT, result, NOW);
  }

  private static BuildResult failed(Blame blame) {
    return new BuildResult.Failed("compile", "compile-failed", "Void.java:22", blame);
  }

  /** Forgets nothing: no version here goes. */
  private record Announced(List<ComponentListed> all) implements Listings {
    @Override
    public void announce(ComponentListed listing) {
      all.add(listing);
    }

    @Override
    public void forget(VersionRef version) {
      throw new UnsupportedOperationException("Nobody leaves here.");
    }
  }
}
