package io.tributary.runtime.deadletters;

import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.deadletters.DeadLetters.Selection;
import io.tributary.runtime.deployments.FindFlow;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which dead letters a request means. */
@Component
public final class DeadLetterSelection {
  private static final int MOST_IDS = 10_000;

  private final FindFlow flows;

  DeadLetterSelection(FindFlow flows) {
    this.flows = flows;
  }

  /**
   * As it stands in a request.
   *
   * @param ids exactly these; else those of a flow, narrowed by step and cause
   */
  public record Wanted(
      @Nullable Set<String> ids,
      @Nullable FlowName flow,
      @Nullable StepName step,
      @Nullable String cause) {}

  /**
   * The open ones that are meant.
   *
   * @throws Refusal where nothing is named: everything is never meant by leaving out
   */
  public Selection of(OrganizationName organization, @Nullable Wanted wanted) {
    if (wanted == null || (empty(wanted.ids()) && wanted.flow() == null)) {
      throw Refusal.badRequest(
          "select", "Say in \"select\" which dead letters: \"ids\", or a \"flow\".");
    }
    var ids = wanted.ids() == null ? Set.<String>of() : wanted.ids();
    if (ids.size() > MOST_IDS) {
      throw Refusal.badRequest("ids", "Name at most 10,000 ids, or a flow and a cause.");
    }
    var flow = wanted.flow() == null ? null : flows.find(organization, wanted.flow()).flow();
    return new Selection(ids, flow, wanted.step(), wanted.cause(), Set.of(), "open");
  }

  private static boolean empty(@Nullable Set<String> ids) {
    return ids == null || ids.isEmpty();
  }
}
