package io.tributary.runtime.executions;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.masking.FindMask;
import io.tributary.runtime.masking.Mask;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.TopicRecord;
import io.tributary.runtime.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Finds what a step gave for a message, in the step's output topic: outputs name the message that
 * they were made from, and were written soon after it ended. So a short stretch of the topic is
 * read, from the beginning of the attempt on.
 */
@Component
final class ReadOutputs {
  private static final int MOST = 100;
  private static final int MOST_BYTES = 1024 * 1024;
  private static final int MOST_LOOKED_AT = 50_000;

  /** Runner and broker may tell the time a little differently. */
  private static final Duration BEFORE = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Topics topics;
  private final FindMask masks;

  ReadOutputs(Topics topics, FindMask masks) {
    this.topics = topics;
    this.masks = masks;
  }

  /**
   * One message for the next steps.
   *
   * @param body absent where it is not JSON
   * @param text the body where it is not JSON
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Output(String message, @Nullable JsonNode body, @Nullable String text) {}

  /**
   * The first outputs, as far as they are kept; of a step that gave nothing, or gave up, none.
   *
   * @throws Refusal where the broker does not answer
   */
  List<Output> of(Execution execution, StepRun run) {
    if (run.outcome() != StepEvent.Outcome.EMITTED || run.outputs() == 0) {
      return List.of();
    }
    var flow = execution.flow();
    var mask = masks.after(flow, run.step(), execution.revision());
    try (var reading =
        topics.read(FlowTopics.output(flow, run.step()), run.startedAt().minus(BEFORE))) {
      return outputs(reading, run, mask);
    } catch (BrokerAway away) {
      throw Refusal.unavailable(
          "broker-away", "The messages cannot be read now. Try again.", Duration.ofSeconds(5));
    }
  }

  private static List<Output> outputs(Topics.Reading reading, StepRun run, Mask mask) {
    var outputs = new ArrayList<Output>();
    int wanted = Math.min(run.outputs(), MOST);
    int bytes = 0;
    int looked = 0;
    long end = System.nanoTime() + LONGEST.toNanos();
    while (outputs.size() < wanted && looked < MOST_LOOKED_AT && System.nanoTime() < end) {
      var records = reading.next(PATIENCE);
      if (records.isEmpty() && reading.atEnd()) {
        break;
      }
      looked += records.size();
      for (var record : records) {
        if (isOf(record, run) && outputs.size() < wanted) {
          bytes += record.value().length;
          if (bytes > MOST_BYTES) {
            return outputs;
          }
          outputs.add(output(record, mask));
        }
      }
    }
    return outputs;
  }

  private static boolean isOf(TopicRecord record, StepRun run) {
    return run.message().equals(record.headers().get(MessageHeaders.PARENT));
  }

  private static Output output(TopicRecord record, Mask mask) {
    var message = record.headers().getOrDefault(MessageHeaders.CE_ID, "");
    var shown = mask.of(record.value());
    try {
      return new Output(message, Json.mapper().readTree(shown), null);
    } catch (JacksonException notJson) {
      return new Output(message, null, new String(shown, StandardCharsets.UTF_8));
    }
  }
}
