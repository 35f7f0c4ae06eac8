package io.tributary.runtime.deadletters;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.deadletters.DeadLetters.Selection;
import io.tributary.runtime.deployments.FindFlow;
import io.tributary.runtime.masking.FindMask;
import io.tributary.runtime.masking.KnownMasks;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Dead letters over HTTP: list, group, look, change a copy, dismiss. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/dead-letters")
@Tag(name = "dead letters")
final class DeadLetterController {
  private static final int MOST = 500;
  private static final int MOST_PATCHED = 10_000;
  private static final int MOST_PREVIEWED = 20;
  private static final int LONGEST_EXPRESSION = 65_536;
  private static final int LONGEST_REASON = 1_000;
  private static final int LARGEST_EDIT = 16 * 1024 * 1024;
  private static final Set<String> STATES = Set.of("open", "replayed", "dismissed");

  private final DeadLetters letters;
  private final ReadDeadLetter read;
  private final PatchDeadLetters patch;
  private final RestoreHidden restore;
  private final DeadLetterSelection selections;
  private final FindFlow flows;
  private final ShowDeadLetter show;
  private final FindMask masks;
  private final Clock clock;

  DeadLetterController(
      DeadLetters letters,
      ReadDeadLetter read,
      PatchDeadLetters patch,
      RestoreHidden restore,
      DeadLetterSelection selections,
      FindFlow flows,
      ShowDeadLetter show,
      FindMask masks,
      Clock clock) {
    this.letters = letters;
    this.read = read;
    this.patch = patch;
    this.restore = restore;
    this.selections = selections;
    this.flows = flows;
    this.show = show;
    this.masks = masks;
    this.clock = clock;
  }

  @GetMapping
  @Needs(Permission.LOOK)
  @Operation(summary = "Dead letters, newest first; open ones where no state is named")
  List<DeadLetterView> newest(
      @PathVariable OrganizationName organization,
      @RequestParam @Nullable FlowName flow,
      @RequestParam @Nullable StepName step,
      @RequestParam @Nullable String cause,
      @RequestParam(defaultValue = "open") String state,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > MOST) {
      throw Refusal.badRequest("limit", "Ask for 1 to 500 dead letters.");
    }
    if (!STATES.contains(state)) {
      throw Refusal.badRequest("state", "A state is open, replayed or dismissed.");
    }
    var wanted = flow == null ? null : flows.find(organization, flow).flow();
    return letters
        .newest(organization, new Selection(Set.of(), wanted, step, cause, Set.of(), state), limit)
        .stream()
        .map(show::inList)
        .toList();
  }

  @GetMapping("/causes")
  @Needs(Permission.LOOK)
  @Operation(summary = "Open dead letters by what they have in common, most first")
  List<DeadLetterView.GroupView> causes(
      @PathVariable OrganizationName organization, @RequestParam @Nullable FlowName flow) {
    var wanted = flow == null ? null : flows.find(organization, flow).flow();
    return letters.groups(organization, wanted).stream()
        .map(
            group ->
                new DeadLetterView.GroupView(
                    group.cause(),
                    show.name(group.flow()),
                    group.flow(),
                    group.step(),
                    group.kind(),
                    group.error(),
                    group.errorMessage(),
                    group.count(),
                    group.first(),
                    group.last()))
        .toList();
  }

  @GetMapping("/{id}")
  @Needs(Permission.READ_MESSAGES)
  @Operation(
      summary = "One dead letter whole: body, headers, and the changed copy. Secrets are hidden")
  DeadLetterView one(@PathVariable OrganizationName organization, @PathVariable String id) {
    var letter = found(organization, id);
    return show.whole(letter, read.read(letter), new KnownMasks(masks));
  }

  @PutMapping("/{id}/edited")
  @Needs(Permission.OPERATE)
  @Operation(
      summary =
          "Keeps a changed copy, JSON, that a replay sends; the original stays. What was hidden"
              + " when it was shown, and is sent back so, keeps its value")
  DeadLetterView edit(
      @PathVariable OrganizationName organization,
      @PathVariable String id,
      @RequestBody byte[] body,
      Caller caller) {
    if (body.length > LARGEST_EDIT) {
      throw Refusal.tooLarge("too-large", "A message has at most 16 MiB.");
    }
    JsonNode changed;
    try {
      changed = Json.mapper().readTree(body);
    } catch (JacksonException notJson) {
      throw Refusal.badRequest("not-json", "The copy is not JSON: " + notJson.getOriginalMessage());
    }
    var kept = restore.restore(found(organization, id), changed);
    var edit =
        kept.equals(changed)
            ? new DeadLetter.Edit(body, Optional.empty(), clock.instant(), caller.name())
            : new DeadLetter.Edit(bytes(kept), Optional.of(body), clock.instant(), caller.name());
    return edited(organization, id, Optional.of(edit));
  }

  private static byte[] bytes(JsonNode tree) {
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }

  @DeleteMapping("/{id}/edited")
  @Needs(Permission.OPERATE)
  @Operation(summary = "Forgets the changed copy: a replay sends the original")
  DeadLetterView unedit(@PathVariable OrganizationName organization, @PathVariable String id) {
    return edited(organization, id, Optional.empty());
  }

  /**
   * One expression for many.
   *
   * @param expression JSONata from a body to what is sent instead
   * @param preview true: keep nothing, show the newest twenty
   */
  record Patch(
      DeadLetterSelection.@Nullable Wanted select,
      @Nullable String expression,
      @Nullable Boolean preview) {}

  /** What came of it; the failed ones keep the copy that they had. */
  record PatchView(int changed, int failed, List<PatchDeadLetters.Patched> shown) {}

  @PostMapping("/patch")
  @Needs(Permission.OPERATE)
  @Operation(summary = "Changes copies of many with one JSONata expression, or shows what it would")
  PatchView patch(
      @PathVariable OrganizationName organization, @RequestBody Patch wanted, Caller caller) {
    var expression = wanted.expression();
    if (expression == null || expression.isBlank() || expression.length() > LONGEST_EXPRESSION) {
      throw Refusal.badRequest("expression", "Give an \"expression\" of 1 to 65536 characters.");
    }
    var selection = selections.of(organization, wanted.select());
    if (Boolean.TRUE.equals(wanted.preview())) {
      var shown = patch.preview(organization, selection, expression, MOST_PREVIEWED);
      return new PatchView(
          0, (int) shown.stream().filter(one -> one.failed() != null).count(), shown);
    }
    var outcome = patch.patch(organization, selection, expression, caller.name(), MOST_PATCHED);
    return new PatchView(
        outcome.changed(),
        outcome.failed().size(),
        outcome.failed().stream().limit(MOST_PREVIEWED).toList());
  }

  /** Which ones, and why nobody will look after them. */
  record Dismissal(DeadLetterSelection.@Nullable Wanted select, @Nullable String reason) {}

  /** How many dead letters changed. */
  record Changed(int changed) {}

  @PostMapping("/dismiss")
  @Needs(Permission.OPERATE)
  @Operation(summary = "Closes open dead letters with a reason; they can still be read")
  Changed dismiss(
      @PathVariable OrganizationName organization, @RequestBody Dismissal wanted, Caller caller) {
    var reason = wanted.reason();
    if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw Refusal.badRequest("reason", "Give a \"reason\" of 1 to 1000 characters.");
    }
    var state = new DeadLetterState.Dismissed(clock.instant(), caller.name(), reason.strip());
    var selection = selections.of(organization, wanted.select());
    return new Changed(letters.move(organization, selection, state, MOST_PATCHED).size());
  }

  @PostMapping("/{id}/reopen")
  @Needs(Permission.OPERATE)
  @Operation(summary = "Opens a dismissed dead letter again")
  DeadLetterView reopen(@PathVariable OrganizationName organization, @PathVariable String id) {
    if (!(found(organization, id).state() instanceof DeadLetterState.Dismissed)) {
      throw Refusal.conflict("not-dismissed", "Only a dismissed dead letter can be opened again.");
    }
    letters.reopen(organization, Set.of(id), clock.instant());
    return show.inList(found(organization, id));
  }

  private DeadLetterView edited(
      OrganizationName organization, String id, Optional<DeadLetter.Edit> edit) {
    found(organization, id);
    if (letters.edit(organization, id, edit) == 0) {
      throw Refusal.conflict(
          "not-open", "The dead letter was replayed or dismissed; it is not changed any more.");
    }
    return one(organization, id);
  }

  private DeadLetter found(OrganizationName organization, String id) {
    return letters
        .find(organization, id)
        .orElseThrow(
            () -> Refusal.notFound("dead-letter-not-found", "There is no such dead letter."));
  }
}
