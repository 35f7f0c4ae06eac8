package io.tributary.foundation.problems;

import org.jspecify.annotations.Nullable;

/** Fields of a request's body; called by the records that bodies are read into. */
public final class Fields {
  private Fields() {}

  /**
   * The field's value.
   *
   * @throws Refusal where the body does not have it
   */
  public static <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw Refusal.badRequest("field-missing", "The body has no \"%s\".".formatted(name));
    }
    return value;
  }
}
