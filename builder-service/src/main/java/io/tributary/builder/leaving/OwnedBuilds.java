package io.tributary.builder.leaving;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.BuildId;
import io.tributary.builder.builds.Builds;
import io.tributary.builder.work.FinishBuild;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.leaving.Archive;
import io.tributary.foundation.leaving.Owned;
import io.tributary.foundation.leaving.OwnedRows;
import io.tributary.foundation.leaving.OwnedRows.Rows;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An organization's builds with their logs. A build's row goes after its files, since it leads to
 * them; and not before its worker has let go of it, who would write files anew.
 */
public final class OwnedBuilds implements Owned {
  /** What there is in the schema, but for what belongs to no organization. */
  public static final List<Rows> TABLES =
      List.of(Rows.owned("build", "t.organization = :organization", "builds"));

  private static final String BY = "the deletion of the organization";
  private static final int PAGE = 200;

  private final Builds builds;
  private final FinishBuild finishBuild;
  private final BuildFiles files;
  private final OwnedRows rows;
  private final Duration settling;
  private final Clock clock;

  /**
   * @param settling how long after its end a build may still have a worker, who does not know yet
   */
  public OwnedBuilds(
      Builds builds,
      FinishBuild finishBuild,
      BuildFiles files,
      OwnedRows rows,
      Duration settling,
      Clock clock) {
    this.builds = builds;
    this.finishBuild = finishBuild;
    this.files = files;
    this.rows = rows;
    this.settling = settling;
    this.clock = clock;
  }

  @Override
  public List<Holding> holdings(OrganizationName organization) {
    var holdings = new ArrayList<>(rows.holdings(organization));
    holdings.add(new Holding("build logs", logs(organization).size()));
    return holdings;
  }

  @Override
  public void export(OrganizationName organization, Archive archive) throws IOException {
    rows.export(organization, archive);
    for (var build : logs(organization)) {
      archive.file("builder/logs/%s.jsonl".formatted(build), out -> files.logs().copy(build, out));
    }
  }

  /** Cancels what has not ended, and deletes nothing until the last build has. */
  @Override
  public long delete(OrganizationName organization) {
    var unsettled = all(organization).filter(this::isUnsettled).map(Build::id).toList();
    if (!unsettled.isEmpty()) {
      unsettled.forEach(build -> finishBuild.cancel(build, BY));
      return unsettled.size();
    }
    all(organization).map(Build::id).forEach(files::delete);
    return rows.delete(organization);
  }

  private boolean isUnsettled(Build build) {
    Instant settled = clock.instant().minus(settling);
    return build.state().endedAt().filter(ended -> ended.isBefore(settled)).isEmpty();
  }

  private List<BuildId> logs(OrganizationName organization) {
    return all(organization).map(Build::id).filter(files.logs()::has).toList();
  }

  /** Page by page: manifests are large. */
  private Stream<Build> all(OrganizationName organization) {
    return Stream.iterate(
            page(organization, Optional.empty()),
            Predicate.not(List::isEmpty),
            page -> page(organization, Optional.of(page.getLast().id())))
        .flatMap(List::stream);
  }

  private List<Build> page(OrganizationName organization, Optional<BuildId> before) {
    return builds.list(organization, before, PAGE);
  }
}
