package io.tributary.runner.delivery;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runner.delivery.Ending.Output;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A message that has ended, with its input whole.
 *
 * @param earlierOutputs that other transactions hold: the number of this one's first output
 * @param paged outputs of pages that no transaction has yet, whatever the ending
 * @param attempt of the ending, from 1
 * @param worker that had it last, where one had
 * @param under the assignment that its last attempt began with; absent where no attempt was made
 */
public record Finished(
    ConsumerRecord<byte[], byte[]> record,
    int earlierOutputs,
    List<Output> paged,
    Ending ending,
    int attempt,
    Instant startedAt,
    Instant endedAt,
    @Nullable String worker,
    @Nullable StepAssignment under) {

  /** Of a message that was taken before: nothing comes of it. */
  static Finished ofNothing(ConsumerRecord<byte[], byte[]> record, Instant now) {
    return new Finished(
        record, 0, List.of(), new Ending.Emitted(List.of(), null), 0, now, now, null, null);
  }
}
