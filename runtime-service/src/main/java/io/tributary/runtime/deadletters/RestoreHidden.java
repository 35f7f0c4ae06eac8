package io.tributary.runtime.deadletters;

import io.tributary.foundation.json.Json;
import io.tributary.runtime.masking.FindMask;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Puts the values back that a person changed a message around without seeing them. */
@Component
final class RestoreHidden {
  private final ReadDeadLetter read;
  private final FindMask masks;

  RestoreHidden(ReadDeadLetter read, FindMask masks) {
    this.read = read;
    this.masks = masks;
  }

  /** From the copy there is, then from the original: either may have been shown. */
  JsonNode restore(DeadLetter letter, JsonNode changed) {
    var original = read.read(letter);
    var mask = masks.before(letter.flow(), letter.step(), original.revision());
    var restored = changed;
    try {
      var edit = letter.edit();
      if (edit.isPresent()) {
        var seen = mask.of(tree(edit.get().seen()));
        restored = mask.restore(restored, seen, tree(edit.get().body()));
      }
      return mask.restore(restored, tree(original.value()));
    } catch (JacksonException notJson) {
      // Nothing of it was shown.
      return restored;
    }
  }

  private static JsonNode tree(byte[] body) {
    return Json.mapper().readTree(body);
  }
}
