package io.tributary.runner.delivery;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvent.Outcome;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepAssignment;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Words the step's events. */
record EventWording(StepAssignment assignment) {

  StepEvent emitted(Finished finished, int outputs) {
    return event(
        finished.record(),
        Outcome.EMITTED,
        finished.attempt(),
        outputs,
        finished.startedAt(),
        finished.endedAt(),
        null,
        null,
        null,
        finished.worker());
  }

  StepEvent dead(Finished finished, Ending.Dead dead) {
    return event(
        finished.record(),
        Outcome.DEAD,
        finished.attempt(),
        0,
        finished.startedAt(),
        finished.endedAt(),
        null,
        dead.kind(),
        dead.error() + ": " + dead.message(),
        finished.worker());
  }

  /** An attempt that is not the last one. */
  StepEvent attempted(
      Message message, Outcome outcome, Instant endedAt, @Nullable Instant next, Failure failure) {
    return event(
        message.record,
        outcome,
        Math.max(1, message.attempt),
        0,
        message.startedAt == null ? endedAt : message.startedAt,
        endedAt,
        next,
        failure.kind().word(),
        failure.error() + ": " + failure.message(),
        message.worker);
  }

  /** The step waits: its target counts as down. */
  StepEvent targetDown(Message message, Instant now, Instant next, Failure failure) {
    return event(
        message.record,
        Outcome.RETRYING,
        message.attempt,
        0,
        message.startedAt == null ? now : message.startedAt,
        now,
        next,
        "target-down",
        failure.error() + ": " + failure.message(),
        message.worker);
  }

  private StepEvent event(
      ConsumerRecord<byte[], byte[]> record,
      Outcome outcome,
      int attempt,
      int outputs,
      Instant startedAt,
      Instant endedAt,
      @Nullable Instant next,
      @Nullable String errorKind,
      @Nullable String errorMessage,
      @Nullable String worker) {
    var id = MessageIdentity.of(record);
    var execution = RecordHeaders.text(record, MessageHeaders.EXECUTION);
    int revision = RecordHeaders.revision(record);
    return new StepEvent(
        assignment.organization(),
        assignment.flow(),
        revision == 0 ? assignment.revision() : revision,
        assignment.step(),
        execution == null ? id : execution,
        id,
        RecordHeaders.text(record, MessageHeaders.PARENT),
        outcome,
        attempt,
        outputs,
        startedAt,
        endedAt,
        next,
        errorKind,
        errorMessage,
        worker,
        record.topic(),
        record.partition(),
        record.offset());
  }
}
