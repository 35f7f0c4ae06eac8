package io.tributary.connectors.transform;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;

/** Passes a message on where the mapping says so, and ends it with nothing where it does not. */
public final class Filter implements Action<Filter.Question> {
  /**
   * What the flow's author maps.
   *
   * @param keep required: a condition that came to nothing must not drop messages unseen
   */
  public record Question(Object value, Boolean keep) {}

  @Override
  public void run(Question question, Context context, Emitter out) {
    if (question.keep()) {
      out.emit(question.value());
    }
  }
}
