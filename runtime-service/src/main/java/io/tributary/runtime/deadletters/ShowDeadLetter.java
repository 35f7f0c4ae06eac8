package io.tributary.runtime.deadletters;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.InvalidName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.masking.KnownMasks;
import io.tributary.runtime.masking.Mask;
import io.tributary.runtime.topics.TopicRecord;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Dead letters as people may see them. */
@Component
final class ShowDeadLetter {
  private final Deployments deployments;

  ShowDeadLetter(Deployments deployments) {
    this.deployments = deployments;
  }

  /** Without its body. */
  DeadLetterView inList(DeadLetter letter) {
    return DeadLetterView.of(letter, name(letter.flow()));
  }

  /** With the message as it lies at the broker. */
  DeadLetterView whole(DeadLetter letter, TopicRecord record, KnownMasks masks) {
    return DeadLetterView.of(
        letter,
        name(letter.flow()),
        record.value(),
        headers(letter.flow(), record, masks),
        masks.before(letter.flow(), letter.step(), record.revision()));
  }

  @Nullable FlowName name(FlowId flow) {
    return deployments.find(flow).map(Deployment::name).orElse(null);
  }

  /** Outputs of earlier steps travel in a header. */
  private static Map<String, String> headers(FlowId flow, TopicRecord record, KnownMasks masks) {
    var carried = record.headers().get(MessageHeaders.STEPS);
    if (carried == null) {
      return record.headers();
    }
    var shown = new HashMap<>(record.headers());
    shown.put(MessageHeaders.STEPS, carried(flow, record.revision(), carried, masks));
    return shown;
  }

  private static String carried(FlowId flow, int revision, String carried, KnownMasks masks) {
    try {
      if (Json.tree(carried) instanceof ObjectNode outputs) {
        outputs
            .propertyNames()
            .forEach(
                step ->
                    outputs.set(
                        step,
                        masks.after(flow, new StepName(step), revision).of(outputs.get(step))));
        return outputs.toString();
      }
    } catch (JacksonException | InvalidName broken) {
      // What cannot be read cannot be cleared of secrets.
    }
    return Mask.HIDDEN;
  }
}
