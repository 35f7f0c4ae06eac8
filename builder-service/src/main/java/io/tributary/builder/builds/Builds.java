package io.tributary.builder.builds;

import io.tributary.builder.builds.BuildState.Succeeded;
import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** All builds of the installation. Every implementation passes {@code BuildsContract}. */
public interface Builds {

  /**
   * Keeps a new build.
   *
   * @return false where a build of this number is known already; it is left as it is
   */
  boolean add(Build build);

  Optional<Build> find(BuildId id);

  /** The newest first; {@code before} pages on. */
  List<Build> list(OrganizationName organization, Optional<BuildId> before, int limit);

  /**
   * Takes a build that waits, or whose worker has let its lease run out. Two workers never get the
   * same build, nor two builds of the same commit at a time. Organizations take turns: it is the
   * oldest build of the one that has the fewest in work, and of those the one whose last build
   * began the longest ago.
   *
   * @param held organizations whose builds stay in the queue; one that had a worker goes on
   */
  Optional<Build> claim(WorkerId worker, Instant now, Duration lease, Set<OrganizationName> held);

  /**
   * The worker is alive and still at it.
   *
   * @return false where the build is no longer this worker's: it was cancelled or taken over
   */
  boolean extend(BuildId id, WorkerId worker, Instant until);

  /** Applies a transition while nobody else can; gives the build as it is afterwards. */
  Optional<Build> change(BuildId id, UnaryOperator<Build> transition);

  /** What the same commit gave on the same base, so that it is not built again. */
  Optional<Succeeded> made(ComponentRef component, CommitId commit, String base);
}
