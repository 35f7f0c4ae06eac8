package io.tributary.runtime.deadletters;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.runtime.deadletters.DeadLetters.Selection;
import io.tributary.runtime.evaluation.EvaluateMessages;
import io.tributary.runtime.evaluation.Evaluated;
import io.tributary.runtime.masking.Mask;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Changes copies of many dead letters with one JSONata expression. What it fails for keeps the copy
 * that it had; the originals never change.
 *
 * <p>A message with something hidden goes through the expression twice, once without its secrets: a
 * person sees of the copy what is the same both times. So no secret is seen at another place, nor
 * anything that was worked out from one.
 */
@Component
final class PatchDeadLetters {
  private static final int PORTION = 100;
  private static final String FAILED_BY_SECRET =
      "it fails, and the reason may hold a value that is hidden";

  private final DeadLetters letters;
  private final ReadPatchSubjects read;
  private final EvaluateMessages evaluate;
  private final Clock clock;

  PatchDeadLetters(
      DeadLetters letters, ReadPatchSubjects read, EvaluateMessages evaluate, Clock clock) {
    this.letters = letters;
    this.read = read;
    this.evaluate = evaluate;
    this.clock = clock;
  }

  /**
   * What the expression makes of one dead letter.
   *
   * @param before as it may be seen; absent where the body is not JSON
   * @param copy what a replay would send; absent where it failed
   * @param after the same as it may be seen
   * @param hidden the same for the next time, a mask aside; absent where nothing is hidden
   * @param failed why, absent where it did not
   */
  record Patched(
      String id,
      @Nullable JsonNode before,
      @JsonIgnore @Nullable JsonNode copy,
      @Nullable JsonNode after,
      @JsonIgnore @Nullable JsonNode hidden,
      @Nullable String failed) {}

  /** The newest of them, and nothing is kept. */
  List<Patched> preview(
      OrganizationName organization, Selection selection, String expression, int limit) {
    return patched(letters.newest(organization, selection, limit), expression);
  }

  /** Keeps the copies; gives how many, and those that failed. */
  Outcome patch(
      OrganizationName organization, Selection selection, String expression, String by, int most) {
    int kept = 0;
    var failed = new ArrayList<Patched>();
    var all = letters.newest(organization, selection, most);
    for (int from = 0; from < all.size(); from += PORTION) {
      var portion = all.subList(from, Math.min(all.size(), from + PORTION));
      for (var patched : patched(portion, expression)) {
        var copy = patched.copy();
        if (copy == null) {
          failed.add(patched);
        } else {
          var hidden = Optional.ofNullable(patched.hidden()).map(PatchDeadLetters::bytes);
          var edit = new DeadLetter.Edit(bytes(copy), hidden, clock.instant(), by);
          kept += letters.edit(organization, patched.id(), Optional.of(edit));
        }
      }
    }
    return new Outcome(kept, failed);
  }

  record Outcome(int changed, List<Patched> failed) {}

  private List<Patched> patched(List<DeadLetter> chosen, String expression) {
    var subjects = read.of(chosen);
    var answers = answers(expression, subjects, PatchSubject::whole);
    var blind =
        answers(
            expression,
            subjects.stream().filter(PatchSubject::hides).toList(),
            PatchSubject::withoutSecrets);
    return subjects.stream()
        .map(
            subject -> {
              var answer = answers.get(subject.id());
              return answer == null
                  ? new Patched(subject.id(), null, null, null, null, "the message is not JSON")
                  : patched(subject, answer, blind.get(subject.id()));
            })
        .toList();
  }

  /** By the dead letter's id; of what is not JSON none. */
  private Map<String, Evaluated> answers(
      String expression,
      List<PatchSubject> subjects,
      Function<PatchSubject, Optional<JsonNode>> body) {
    var bodies = new LinkedHashMap<String, JsonNode>();
    subjects.forEach(
        subject -> body.apply(subject).ifPresent(json -> bodies.put(subject.id(), json)));
    if (bodies.isEmpty()) {
      return Map.of();
    }
    var found = evaluate.evaluate(expression, List.copyOf(bodies.values())).iterator();
    var answers = new HashMap<String, Evaluated>();
    bodies.keySet().forEach(id -> answers.put(id, found.next()));
    return answers;
  }

  /**
   * @param blind what became of the message with its secrets hidden; absent where it has none
   */
  private static Patched patched(
      PatchSubject subject, Evaluated answer, @Nullable Evaluated blind) {
    return switch (answer) {
      case Evaluated.Value(var copy) -> {
        var hidden = blind == null ? null : alike(copy, blind);
        var seen = subject.mask().of(hidden == null ? copy : hidden);
        yield new Patched(subject.id(), subject.seen(), copy, seen, hidden, null);
      }
      case Evaluated.Failed(var reason) ->
          new Patched(
              subject.id(),
              subject.seen(),
              null,
              null,
              null,
              blind == null || answer.equals(blind) ? reason : FAILED_BY_SECRET);
    };
  }

  private static JsonNode alike(JsonNode copy, Evaluated blind) {
    return blind instanceof Evaluated.Value(var made)
        ? Mask.alike(copy, made)
        : StringNode.valueOf(Mask.HIDDEN);
  }

  private static byte[] bytes(JsonNode tree) {
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }
}
