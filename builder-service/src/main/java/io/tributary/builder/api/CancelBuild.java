package io.tributary.builder.api;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.BuildState;
import io.tributary.builder.log.BuildLogs;
import io.tributary.builder.log.FinalBlock;
import io.tributary.builder.stages.StageBook;
import io.tributary.builder.work.BuildLinks;
import io.tributary.builder.work.FinishBuild;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cancels a build; its worker, where it has one, notices within about a second. */
public final class CancelBuild {
  private static final Logger LOG = LoggerFactory.getLogger(CancelBuild.class);

  private final FinishBuild finishBuild;
  private final BuildLogs logs;
  private final BuildLinks links;
  private final Clock clock;

  public CancelBuild(FinishBuild finishBuild, BuildLogs logs, BuildLinks links, Clock clock) {
    this.finishBuild = finishBuild;
    this.logs = logs;
    this.links = links;
    this.clock = clock;
  }

  /** Gives the build as it is afterwards: cancelled, or finished before. */
  public Build cancel(Build build, String by) {
    var after = finishBuild.cancel(build.id(), by).orElse(build);
    // A running build's log is its worker's to end.
    if (build.state() instanceof BuildState.Queued
        && after.state() instanceof BuildState.Cancelled) {
      writeEnd(after);
    }
    return after;
  }

  private void writeEnd(Build after) {
    try (var log = logs.open(after.id())) {
      var stages = new StageBook(log).results();
      log.end(number -> FinalBlock.of(after, stages, number, clock.instant(), links.page(after)));
    } catch (IOException failure) {
      LOG.warn("The log of build {} cannot be ended: {}", after.id(), failure.getMessage());
    }
  }
}
