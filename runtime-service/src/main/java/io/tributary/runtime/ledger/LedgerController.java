package io.tributary.runtime.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.deployments.FindFlow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The ledger over HTTP: by step for a span, and minute by minute for charts. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/flows/{name}/ledger")
@Tag(name = "flows")
final class LedgerController {
  private static final Duration LONGEST_CHART = Duration.ofDays(2);

  private final Ledger ledger;
  private final CountWaiting waiting;
  private final FindFlow flows;
  private final Deployments deployments;
  private final Clock clock;

  LedgerController(
      Ledger ledger, CountWaiting waiting, FindFlow flows, Deployments deployments, Clock clock) {
    this.ledger = ledger;
    this.waiting = waiting;
    this.flows = flows;
    this.deployments = deployments;
    this.clock = clock;
  }

  /**
   * A step's account.
   *
   * @param received what the step before it gave in the span, and what replays put before it;
   *     absent for the trigger in a span that does not begin at the beginning
   * @param waiting now, counted at the broker; absent in a span that ended
   * @param clearing whether it is a road of earlier revisions, which ends when it is empty
   * @param balanced whether received = emitted for + filtered + failed + discarded + waiting;
   *     absent where one of them is
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Account(
      StepName step,
      @Nullable Long received,
      long emittedFor,
      long filtered,
      long failed,
      long discarded,
      @Nullable Long waiting,
      long outputs,
      long retries,
      @Nullable Boolean clearing,
      @Nullable Boolean balanced) {}

  /** One step's minute. */
  record Point(
      Instant at,
      StepName step,
      long emittedFor,
      long filtered,
      long failed,
      long outputs,
      long retries) {}

  @GetMapping
  @Needs(Permission.LOOK)
  @Operation(summary = "What each step received, emitted for, filtered, gave up, and what waits")
  List<Account> accounts(
      @PathVariable OrganizationName organization,
      @PathVariable FlowName name,
      @RequestParam @Nullable Instant since,
      @RequestParam @Nullable Instant until) {
    var flow = flows.find(organization, name);
    var from = since == null ? Instant.EPOCH : since;
    var books =
        new Books(
            ledger.sums(
                flow.flow(), from, until == null ? clock.instant().plusSeconds(60) : until));
    return deployments.roads(flow.flow()).stream()
        .map(road -> account(road, books, since == null && until == null, until == null))
        .toList();
  }

  @GetMapping("/minutes")
  @Needs(Permission.LOOK)
  @Operation(summary = "The same minute by minute; a span of at most two days")
  List<Point> minutes(
      @PathVariable OrganizationName organization,
      @PathVariable FlowName name,
      @RequestParam @Nullable Instant since,
      @RequestParam @Nullable Instant until) {
    var flow = flows.find(organization, name);
    var to = until == null ? clock.instant().plusSeconds(60) : until;
    var from = since == null ? to.minus(Duration.ofHours(1)) : since;
    if (Duration.between(from, to).compareTo(LONGEST_CHART) > 0) {
      throw Refusal.badRequest("since", "Ask for at most two days.");
    }
    return ledger.minutes(flow.flow(), from, to).stream()
        .map(
            minute ->
                new Point(
                    minute.at(),
                    minute.entry().step(),
                    minute.entry().emittedFor(),
                    minute.entry().filtered(),
                    minute.entry().failed(),
                    minute.entry().outputs(),
                    minute.entry().retries()))
        .toList();
  }

  private Account account(StepAssignment step, Books books, boolean whole, boolean untilNow) {
    var entry = books.of(step);
    var waits = untilNow ? Optional.of(waiting.of(step)) : Optional.<Long>empty();
    var received = received(step, books);
    if (received.isEmpty() && whole) {
      received = waits.map(count -> count + entry.ended());
    }
    boolean known = whole && step.upstream() != null && received.isPresent() && waits.isPresent();
    return new Account(
        step.step(),
        received.orElse(null),
        entry.emittedFor(),
        entry.filtered(),
        entry.failed(),
        entry.discarded(),
        waits.orElse(null),
        entry.outputs(),
        entry.retries(),
        step.editions().closed() ? true : null,
        known ? received.get() == entry.ended() + waits.get() : null);
  }

  /** By the books of the step before it, so that the two can be held against each other. */
  private static Optional<Long> received(StepAssignment step, Books books) {
    return Optional.ofNullable(step.upstream())
        .map(before -> books.givenTo(step) + books.of(step).replayed());
  }
}
