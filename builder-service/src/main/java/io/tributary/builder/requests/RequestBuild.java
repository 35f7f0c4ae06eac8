package io.tributary.builder.requests;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.BuildId;
import io.tributary.builder.builds.BuildOrder;
import io.tributary.builder.builds.Builds;
import io.tributary.builder.log.BuildLogs;
import io.tributary.builder.quotas.BuildQuotas;
import io.tributary.contracts.builds.BuildRequested;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an order into the queue, writes its log's first line at once, and wakes the workers. */
public final class RequestBuild {
  private static final Logger LOG = LoggerFactory.getLogger(RequestBuild.class);

  private final Builds builds;
  private final RefuseBuild refuseBuild;
  private final BuildQuotas quotas;
  private final BuildLogs logs;
  private final Runnable wake;
  private final Clock clock;

  public RequestBuild(
      Builds builds,
      RefuseBuild refuseBuild,
      BuildQuotas quotas,
      BuildLogs logs,
      Runnable wake,
      Clock clock) {
    this.builds = builds;
    this.refuseBuild = refuseBuild;
    this.quotas = quotas;
    this.logs = logs;
    this.wake = wake;
    this.clock = clock;
  }

  /** Queues the build; an order that came before changes nothing. */
  public void request(BuildRequested request) {
    var id = new BuildId(request.build());
    if (builds.find(id).isPresent()) {
      return;
    }
    var build = Build.queued(id, BuildOrder.of(request), clock.instant());
    if (refuseBuild.refuses(build)) {
      return;
    }
    // Before a worker can claim it: the log has one writer at a time.
    writeFirstLines(build);
    builds.add(build);
    wake.run();
  }

  private void writeFirstLines(Build build) {
    var id = build.id();
    try (var log = logs.open(id)) {
      log.line("fetch", "Build %s of %s is queued.".formatted(id, build.order().version()));
      var until = quotas.heldUntil(build);
      if (until.isPresent()) {
        log.line(
            "fetch",
            "It waits at least until %s: the organization's builds of this hour have begun (quota builds-per-hour)."
                .formatted(until.get()));
      }
    } catch (IOException failure) {
      // The build is worth more than its first line.
      LOG.warn("The log of build {} cannot be opened: {}", id, failure.getMessage());
    }
  }
}
