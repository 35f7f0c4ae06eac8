package io.tributary.builder.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.BuildFailure;
import io.tributary.builder.builds.BuildState.Cancelled;
import io.tributary.builder.builds.BuildState.Failed;
import io.tributary.builder.builds.BuildState.Queued;
import io.tributary.builder.builds.BuildState.Running;
import io.tributary.builder.builds.BuildState.Succeeded;
import io.tributary.foundation.quotas.Quota;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A build as the API shows it.
 *
 * @param state {@code queued}, {@code running}, {@code succeeded}, {@code failed} or {@code
 *     cancelled}
 * @param since when it came into this state
 * @param waits why it is still in the queue, where that is not for a worker
 * @param link the build's page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BuildView(
    long id,
    String component,
    String version,
    String commit,
    String state,
    Instant requestedAt,
    Instant since,
    @Nullable WaitView waits,
    @Nullable String image,
    @Nullable Long bytes,
    @Nullable Long bytesBesideBase,
    @Nullable FailureView failure,
    @Nullable String cancelledBy,
    String link) {

  /**
   * What it waits for.
   *
   * @param quota the quota's word
   * @param until the earliest that it may begin
   */
  record WaitView(String quota, Instant until) {
    static WaitView until(Instant until) {
      return new WaitView(Quota.BUILDS_PER_HOUR.word(), until);
    }
  }

  /** Why it failed; {@code blame} is {@code caller}, {@code platform} or {@code capacity}. */
  record FailureView(String stage, String code, String message, String blame) {
    static FailureView of(BuildFailure failure) {
      return new FailureView(
          failure.stage(),
          failure.code(),
          failure.message(),
          failure.blame().name().toLowerCase(Locale.ROOT));
    }
  }

  static BuildView of(Build build, Optional<Instant> heldUntil, String link) {
    return of(build, link).waiting(heldUntil.map(WaitView::until).orElse(null));
  }

  static BuildView of(Build build, String link) {
    return switch (build.state()) {
      case Queued(var since) -> view(build, since, null, null, null, link);
      case Running(_, var since, _) -> view(build, since, null, null, null, link);
      case Succeeded made -> view(build, made.finishedAt(), made, null, null, link);
      case Failed(var reason, var at) -> view(build, at, null, FailureView.of(reason), null, link);
      case Cancelled(var by, var at) -> view(build, at, null, null, by, link);
    };
  }

  private static BuildView view(
      Build build,
      Instant since,
      @Nullable Succeeded made,
      @Nullable FailureView failure,
      @Nullable String cancelledBy,
      String link) {
    var order = build.order();
    return new BuildView(
        build.id().value(),
        order.version().component().toString(),
        order.version().version().toString(),
        order.commit().value(),
        build.state().word(),
        order.requestedAt(),
        since,
        null,
        made == null ? null : made.image().value(),
        made == null ? null : made.bytes(),
        made == null ? null : made.bytesBesideBase(),
        failure,
        cancelledBy,
        link);
  }

  private BuildView waiting(@Nullable WaitView wait) {
    return new BuildView(
        id,
        component,
        version,
        commit,
        state,
        requestedAt,
        since,
        wait,
        image,
        bytes,
        bytesBesideBase,
        failure,
        cancelledBy,
        link);
  }
}
