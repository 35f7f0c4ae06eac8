package io.tributary.runtime.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.masking.Mask;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A dead letter as the API shows it.
 *
 * @param state open, replayed or dismissed
 * @param replay the replay it was taken into
 * @param payload only where one is asked for; absent where it is larger than 1 MiB or not JSON
 * @param text the body where it is not JSON
 * @param edited the changed copy, as {@code payload}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetterView(
    String id,
    @Nullable FlowName flow,
    StepName step,
    String execution,
    String message,
    String kind,
    String error,
    String errorMessage,
    String cause,
    int attempts,
    String image,
    int bytes,
    Instant diedAt,
    String topic,
    int partition,
    long offset,
    String state,
    Instant stateSince,
    @Nullable String by,
    @Nullable String reason,
    @Nullable String replay,
    @Nullable Instant editedAt,
    @Nullable String editedBy,
    @Nullable JsonNode payload,
    @Nullable String text,
    @Nullable Map<String, String> headers,
    @Nullable JsonNode edited) {
  private static final int MOST_SHOWN = 1024 * 1024;

  /** In lists: without bodies. */
  static DeadLetterView of(DeadLetter letter, @Nullable FlowName flow) {
    return view(letter, flow, null, Map.of(), null);
  }

  /**
   * Whole.
   *
   * @param headers without secrets
   * @param mask what is hidden of the body and its copy
   */
  static DeadLetterView of(
      DeadLetter letter,
      @Nullable FlowName flow,
      byte[] body,
      Map<String, String> headers,
      Mask mask) {
    return view(
        letter,
        flow,
        body.length > MOST_SHOWN ? null : mask.of(body),
        headers,
        letter.edit().flatMap(copy -> tree(mask.of(copy.seen()))).orElse(null));
  }

  private static DeadLetterView view(
      DeadLetter letter,
      @Nullable FlowName flow,
      byte @Nullable [] shown,
      Map<String, String> headers,
      @Nullable JsonNode edited) {
    var payload = shown == null ? null : tree(shown).orElse(null);
    var edit = letter.edit();
    return new DeadLetterView(
        letter.id(),
        flow,
        letter.step(),
        letter.execution(),
        letter.message(),
        letter.kind(),
        letter.error(),
        letter.errorMessage(),
        letter.cause(),
        letter.attempts(),
        letter.image(),
        letter.bytes(),
        letter.diedAt(),
        letter.topic(),
        letter.partition(),
        letter.offset(),
        letter.state().word(),
        letter.state().since(),
        by(letter.state()),
        letter.state() instanceof DeadLetterState.Dismissed(var _, var _, var reason)
            ? reason
            : null,
        letter.state() instanceof DeadLetterState.Replayed(var _, var _, var replay)
            ? replay
            : null,
        edit.map(DeadLetter.Edit::at).orElse(null),
        edit.map(DeadLetter.Edit::by).orElse(null),
        payload,
        shown == null || payload != null ? null : new String(shown, StandardCharsets.UTF_8),
        headers.isEmpty() ? null : headers,
        edited);
  }

  private static @Nullable String by(DeadLetterState state) {
    return switch (state) {
      case DeadLetterState.Open _ -> null;
      case DeadLetterState.Replayed replayed -> replayed.by();
      case DeadLetterState.Dismissed dismissed -> dismissed.by();
    };
  }

  private static Optional<JsonNode> tree(byte[] body) {
    try {
      return Optional.ofNullable(Json.mapper().readTree(body));
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  /**
   * Open dead letters with one cause.
   *
   * @param flowId beside the name: a removed flow has none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record GroupView(
      String cause,
      @Nullable FlowName flow,
      FlowId flowId,
      StepName step,
      String kind,
      String error,
      String errorMessage,
      long count,
      Instant first,
      Instant last) {}
}
