package io.tributary.builder.work;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.BuildFailure;
import io.tributary.builder.builds.BuildId;
import io.tributary.builder.builds.BuildState;
import io.tributary.builder.builds.BuildState.Failed;
import io.tributary.builder.builds.Builds;
import io.tributary.builder.builds.WorkerId;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.transaction.support.TransactionOperations;

/** Ends a build and announces it, in one transaction: both happen or neither, and only once. */
public final class FinishBuild {
  private final Builds builds;
  private final Announcements announcements;
  private final TransactionOperations transactions;
  private final Clock clock;

  public FinishBuild(
      Builds builds, Announcements announcements, TransactionOperations transactions, Clock clock) {
    this.builds = builds;
    this.announcements = announcements;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** A worker's report; where the build is no longer its own, it stands as it is. */
  public Optional<Build> finish(BuildId id, WorkerId worker, BuildState end) {
    return change(id, build -> build.finished(worker, end));
  }

  /** A person's wish; a finished build stands as it is. */
  public Optional<Build> cancel(BuildId id, String by) {
    return change(id, build -> build.cancelled(by, clock.instant()));
  }

  /** Announces that a build was not even queued, and why; nothing is kept of it. */
  public void refuse(Build build, BuildFailure reason) {
    var refused = new Build(build.id(), build.order(), new Failed(reason, clock.instant()));
    transactions.executeWithoutResult(_ -> announcements.finished(refused));
  }

  private Optional<Build> change(BuildId id, UnaryOperator<Build> transition) {
    return Objects.requireNonNull(
        transactions.execute(
            _ ->
                builds.change(
                    id,
                    before -> {
                      var after = transition.apply(before);
                      if (!before.state().isFinal() && after.state().isFinal()) {
                        announcements.finished(after);
                      }
                      return after;
                    })));
  }
}
