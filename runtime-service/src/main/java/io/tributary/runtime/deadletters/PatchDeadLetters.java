package io.tributary.runtime.deadletters;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.deadletters.DeadLetters.Selection;
import io.tributary.runtime.evaluation.EvaluateMessages;
import io.tributary.runtime.evaluation.Evaluated;
import io.tributary.runtime.masking.Mask;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Changes copies of many dead letters with one JSONata expression. What it fails for keeps the copy
 * that it had; the originals never change.
 */
@Component
final class PatchDeadLetters {
  private static final int PORTION = 100;

  private final DeadLetters letters;
  private final ReadDeadLetter read;
  private final EvaluateMessages evaluate;
  private final Clock clock;

  PatchDeadLetters(
      DeadLetters letters, ReadDeadLetter read, EvaluateMessages evaluate, Clock clock) {
    this.letters = letters;
    this.read = read;
    this.evaluate = evaluate;
    this.clock = clock;
  }

  /**
   * What the expression makes of one dead letter.
   *
   * @param letter which one, whole
   * @param before absent where the body is not JSON
   * @param after absent where it failed
   * @param failed why, absent where it did not
   */
  record Patched(
      String id,
      @JsonIgnore DeadLetter letter,
      @Nullable JsonNode before,
      @Nullable JsonNode after,
      @Nullable String failed) {
    /** What was secret before is hidden where it still stands at its place. */
    Patched shownBy(Mask mask) {
      return new Patched(
          id,
          letter,
          before == null ? null : mask.of(before),
          after == null ? null : mask.of(after),
          failed);
    }
  }

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
        if (patched.after() == null) {
          failed.add(patched);
        } else {
          var body = patched.after().toString().getBytes(StandardCharsets.UTF_8);
          var edit = new DeadLetter.Edit(body, clock.instant(), by);
          kept += letters.edit(organization, patched.id(), Optional.of(edit));
        }
      }
    }
    return new Outcome(kept, failed);
  }

  record Outcome(int changed, List<Patched> failed) {}

  private List<Patched> patched(List<DeadLetter> chosen, String expression) {
    var bodies = chosen.stream().map(letter -> tree(read.body(letter))).toList();
    var json = bodies.stream().flatMap(Optional::stream).toList();
    var answers = evaluate.evaluate(expression, json).iterator();
    var patched = new ArrayList<Patched>();
    for (int i = 0; i < chosen.size(); i++) {
      var letter = chosen.get(i);
      var before = bodies.get(i).orElse(null);
      patched.add(
          before == null
              ? new Patched(letter.id(), letter, null, null, "the message is not JSON")
              : patched(letter, before, answers.next()));
    }
    return patched;
  }

  private static Patched patched(DeadLetter letter, JsonNode before, Evaluated answer) {
    return switch (answer) {
      case Evaluated.Value(var after) -> new Patched(letter.id(), letter, before, after, null);
      case Evaluated.Failed(var reason) -> new Patched(letter.id(), letter, before, null, reason);
    };
  }

  private static Optional<JsonNode> tree(byte[] body) {
    try {
      return Optional.ofNullable(Json.mapper().readTree(body));
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }
}
