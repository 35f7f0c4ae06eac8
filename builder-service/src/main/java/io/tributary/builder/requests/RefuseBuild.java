package io.tributary.builder.requests;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.BuildFailure;
import io.tributary.builder.log.BuildLogs;
import io.tributary.builder.work.FinishBuild;
import io.tributary.contracts.problems.Blame;
import io.tributary.foundation.membership.Memberships;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses builds of organizations that are no more. Whoever asked is told, as of a build that
 * failed, and nothing is kept: what they owned may have been deleted already.
 */
public final class RefuseBuild {
  private static final Logger LOG = LoggerFactory.getLogger(RefuseBuild.class);

  private final Memberships memberships;
  private final FinishBuild finishBuild;
  private final BuildLogs logs;

  public RefuseBuild(Memberships memberships, FinishBuild finishBuild, BuildLogs logs) {
    this.memberships = memberships;
    this.finishBuild = finishBuild;
    this.logs = logs;
  }

  boolean refuses(Build build) {
    var organization = build.order().organization();
    if (!memberships.gone().contains(organization)) {
      return false;
    }
    LOG.info("Build {} is not made: {} has left", build.id(), organization);
    forget(build);
    finishBuild.refuse(
        build,
        new BuildFailure(
            "fetch",
            "organization-gone",
            "The organization %s has been deleted: nothing of it is built any more."
                .formatted(organization),
            Blame.CALLER));
    return true;
  }

  /** A crash may have left the log's first line without its build. */
  private void forget(Build build) {
    try {
      logs.delete(build.id());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
