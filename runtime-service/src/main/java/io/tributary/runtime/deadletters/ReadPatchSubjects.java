package io.tributary.runtime.deadletters;

import io.tributary.foundation.json.Json;
import io.tributary.runtime.masking.FindMask;
import io.tributary.runtime.masking.Mask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Reads dead letters for an expression, with what of them may be seen. */
@Component
final class ReadPatchSubjects {
  private final ReadDeadLetter read;
  private final FindMask masks;

  ReadPatchSubjects(ReadDeadLetter read, FindMask masks) {
    this.read = read;
    this.masks = masks;
  }

  /** In their order. */
  List<PatchSubject> of(List<DeadLetter> letters) {
    Map<String, Mask> known = new HashMap<>();
    return letters.stream().map(letter -> subject(letter, known)).toList();
  }

  private PatchSubject subject(DeadLetter letter, Map<String, Mask> known) {
    var original = read.read(letter);
    int revision = original.revision();
    var mask =
        known.computeIfAbsent(
            letter.flow() + "/" + letter.step() + "/" + revision,
            _ -> masks.before(letter.flow(), letter.step(), revision));
    var body = letter.edit().map(DeadLetter.Edit::body).orElseGet(original::value);
    var seen = letter.edit().map(DeadLetter.Edit::seen).orElseGet(original::value);
    try {
      var seenTree = Json.mapper().readTree(seen);
      return new PatchSubject(
          letter.id(), Json.mapper().readTree(body), mask.blind(seenTree), mask.of(seenTree), mask);
    } catch (JacksonException notJson) {
      return PatchSubject.notJson(letter.id(), mask);
    }
  }
}
