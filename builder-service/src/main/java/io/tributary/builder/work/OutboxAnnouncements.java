package io.tributary.builder.work;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.BuildState.Cancelled;
import io.tributary.builder.builds.BuildState.Failed;
import io.tributary.builder.builds.BuildState.Queued;
import io.tributary.builder.builds.BuildState.Running;
import io.tributary.builder.builds.BuildState.Succeeded;
import io.tributary.contracts.builds.BuildFinished;
import io.tributary.contracts.builds.BuildResult;
import io.tributary.contracts.builds.BuildTopics;
import io.tributary.foundation.outbox.Outbox;
import java.time.Instant;

/** Announces through the builder's outbox to Kafka. */
public final class OutboxAnnouncements implements Announcements {
  private final Outbox outbox;

  public OutboxAnnouncements(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void finished(Build build) {
    var order = build.order();
    outbox.add(
        BuildTopics.FINISHED,
        order.version().component().toString(),
        new BuildFinished(
            build.id().value(), order.version(), order.commit(), result(build), at(build)));
  }

  private static BuildResult result(Build build) {
    return switch (build.state()) {
      case Succeeded made ->
          new BuildResult.Succeeded(made.image(), made.bytes(), made.bytesBesideBase());
      case Failed(var reason, _) ->
          new BuildResult.Failed(reason.stage(), reason.code(), reason.message(), reason.blame());
      case Cancelled _ -> new BuildResult.Cancelled();
      case Queued _, Running _ -> throw new IllegalStateException(notFinished(build));
    };
  }

  private static Instant at(Build build) {
    return build.state().endedAt().orElseThrow(() -> new IllegalStateException(notFinished(build)));
  }

  private static String notFinished(Build build) {
    return "Build " + build.id() + " is not finished.";
  }
}
