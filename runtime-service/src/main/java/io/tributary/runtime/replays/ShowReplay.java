package io.tributary.runtime.replays;

import io.tributary.contracts.names.FlowName;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.Deployments;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Words replays for the API. */
@Component
final class ShowReplay {
  private static final int MOST_NAMED = 5;

  private final Deployments deployments;

  ShowReplay(Deployments deployments) {
    this.deployments = deployments;
  }

  /** How far it is. */
  ReplayView of(Replay replay) {
    return of(replay, null, List.of());
  }

  /** A new one. */
  ReplayView of(Replay replay, @Nullable List<PreviewReplay.Again> steps, List<LeftOut> leftOut) {
    return new ReplayView(
        replay.id(),
        replay.flow().flatMap(deployments::find).map(Deployment::name).orElse(null),
        replay.total(),
        replay.sent(),
        replay.state().name().toLowerCase(Locale.ROOT),
        replay.perSecond(),
        replay.requestedBy(),
        replay.requestedAt(),
        replay.endedAt().orElse(null),
        steps,
        views(leftOut));
  }

  /** What one would do. */
  ReplayView preview(
      @Nullable FlowName flow,
      long messages,
      @Nullable List<PreviewReplay.Again> steps,
      List<LeftOut> leftOut) {
    return new ReplayView(
        null, flow, messages, 0, null, null, null, null, null, steps, views(leftOut));
  }

  /** Nothing can be sent; the first reason gives the code. */
  Refusal refusal(List<LeftOut> leftOut) {
    var first = leftOut.getFirst();
    var named =
        leftOut.stream().limit(MOST_NAMED).map(this::message).collect(Collectors.joining(" "));
    int more = leftOut.size() - MOST_NAMED;
    return Refusal.conflict(
        first.reason().code(),
        "Nothing can be replayed. %s%s %s They stay open."
            .formatted(
                named,
                more > 0 ? " So it is with %d more steps.".formatted(more) : "",
                first.reason().advice()));
  }

  private @Nullable List<ReplayView.LeftOutView> views(List<LeftOut> leftOut) {
    return leftOut.isEmpty() ? null : leftOut.stream().map(this::view).toList();
  }

  private ReplayView.LeftOutView view(LeftOut out) {
    var flow = deployments.find(out.flow());
    var revision = flow.map(Deployment::deployed).filter(number -> number.isPresent());
    return new ReplayView.LeftOutView(
        flow.map(Deployment::name).orElse(null),
        out.flow(),
        out.step(),
        out.letters(),
        out.reason().code(),
        revision.isPresent() ? revision.get().getAsInt() : null,
        message(out),
        out.reason().advice());
  }

  /** {@code 3 of step "cms", flow "leads", revision 2: …} */
  private String message(LeftOut out) {
    var flow = deployments.find(out.flow());
    var revision = flow.map(Deployment::deployed).filter(number -> number.isPresent());
    return "%d of step \"%s\", flow \"%s\"%s: %s."
        .formatted(
            out.letters(),
            out.step(),
            flow.map(Deployment::name).map(FlowName::value).orElse(out.flow().value()),
            revision.isPresent() ? ", revision " + revision.get().getAsInt() : "",
            out.reason().text());
  }
}
