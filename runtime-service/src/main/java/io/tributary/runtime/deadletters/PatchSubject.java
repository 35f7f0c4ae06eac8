package io.tributary.runtime.deadletters;

import io.tributary.runtime.masking.Mask;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A dead letter as an expression gets it: its changed copy, else the original.
 *
 * @param body absent where it is not JSON
 * @param blind the same with its secrets hidden
 * @param seen the same as a person may see it
 * @param mask what is hidden of it
 */
record PatchSubject(
    String id,
    @Nullable JsonNode body,
    @Nullable JsonNode blind,
    @Nullable JsonNode seen,
    Mask mask) {
  /** Whether there is a secret in it. */
  boolean hides() {
    return body != null && !body.equals(blind);
  }

  static PatchSubject notJson(String id, Mask mask) {
    return new PatchSubject(id, null, null, null, mask);
  }

  Optional<JsonNode> whole() {
    return Optional.ofNullable(body);
  }

  Optional<JsonNode> withoutSecrets() {
    return Optional.ofNullable(blind);
  }
}
