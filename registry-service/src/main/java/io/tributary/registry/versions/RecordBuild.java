package io.tributary.registry.versions;

import io.tributary.contracts.builds.BuildFinished;
import io.tributary.contracts.builds.BuildResult;
import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.problems.Blame;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes the builder's word on how a build ended. The word may come twice, or late for a version
 * that was claimed again: only the build that the version waits for counts.
 */
@Component
final class RecordBuild {
  private static final Logger LOG = LoggerFactory.getLogger(RecordBuild.class);

  private final Versions versions;
  private final Listings listings;
  private final MaskingSchemas schemas;
  private final TransactionOperations transactions;
  private final Clock clock;

  RecordBuild(
      Versions versions,
      Listings listings,
      MaskingSchemas schemas,
      TransactionOperations transactions,
      Clock clock) {
    this.versions = versions;
    this.listings = listings;
    this.schemas = schemas;
    this.transactions = transactions;
    this.clock = clock;
  }

  void record(BuildFinished finished) {
    transactions.executeWithoutResult(
        _ ->
            versions
                .find(finished.version())
                .filter(version -> waitsFor(version, finished))
                .ifPresent(version -> settle(version, finished.result())));
  }

  private static boolean waitsFor(ComponentVersion version, BuildFinished finished) {
    return version.state() instanceof VersionState.Claimed
        && version.source().build() == finished.build()
        && version.source().commit().equals(finished.commit());
  }

  private void settle(ComponentVersion version, BuildResult result) {
    Instant now = clock.instant();
    switch (result) {
      case BuildResult.Succeeded(var image, var _, var _) -> list(version, image, now);
      case BuildResult.Failed(var _, var code, var message, var blame) when blame == Blame.CALLER ->
          change(version, version.unbuildable(code, message, now));
      case BuildResult.Failed(var _, var code, var _, var blame) ->
          LOG.warn(
              "Build {} of {} failed by {} with {}; the version keeps its claim.",
              version.source().build(),
              version.reference(),
              blame,
              code);
      case BuildResult.Cancelled() ->
          change(version, version.unbuildable("build-cancelled", "The build was cancelled.", now));
    }
  }

  /** Publication is automatic for now: what is built is on the shelf. */
  private void list(ComponentVersion version, ImageDigest image, Instant now) {
    change(version, version.built(image, now).listed(now));
    listings.announce(
        new ComponentListed(
            version.reference(),
            version.organization(),
            version.source().commit(),
            image,
            version.source().manifest(),
            schemas.of(version),
            now));
  }

  private void change(ComponentVersion before, ComponentVersion after) {
    if (!versions.change(before, after)) {
      throw new IllegalTransition(before, after.state().word() + ": somebody else changed it");
    }
  }
}
