package io.tributary.runner.delivery;

import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.MessageHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Earlier steps' outputs, as far as somebody further down reads them: cut out of the message's
 * header and put together anew as bytes; no tree is built.
 *
 * @param upstream whose output the message itself is
 */
record CarriedOutputs(@Nullable StepName upstream) {

  /**
   * A JSON object from step to output; null where none of the steps has one.
   *
   * @throws BrokenInput where the header, or a body that goes into the object, is not JSON
   */
  byte @Nullable [] select(ConsumerRecord<byte[], byte[]> record, Set<StepName> steps)
      throws BrokenInput {
    if (steps.isEmpty()) {
      return null;
    }
    byte[] header = RecordHeaders.bytes(record, MessageHeaders.STEPS);
    var slices = header == null ? Map.<String, JsonSlice>of() : JsonSlice.membersOf(header);
    var object = new ByteArrayOutputStream();
    for (var step : steps) {
      if (step.equals(upstream) && record.value() != null) {
        append(object, step, JsonSlice.whole(record.value()));
      } else {
        var slice = slices.get(step.value());
        if (slice != null) {
          append(object, step, slice);
        }
      }
    }
    if (object.size() == 0) {
      return null;
    }
    object.write('}');
    return object.toByteArray();
  }

  private static void append(ByteArrayOutputStream object, StepName step, JsonSlice slice) {
    object.write(object.size() == 0 ? '{' : ',');
    object.writeBytes(('"' + step.value() + "\":").getBytes(StandardCharsets.UTF_8));
    object.write(slice.bytes(), slice.from(), slice.to() - slice.from());
  }
}
