package io.tributary.runtime.deadletters;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.InvalidName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.notices.Notice;
import io.tributary.runtime.notices.Notices;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears of dead letters of all flows; behind the message path. */
@Component
final class DeadLetterListener {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterListener.class);

  private final DeadLetters letters;
  private final Deployments deployments;
  private final Notices notices;

  DeadLetterListener(DeadLetters letters, Deployments deployments, Notices notices) {
    this.notices = notices;
    this.letters = letters;
    this.deployments = deployments;
  }

  @KafkaListener(
      id = "runtime-dead-letters",
      topicPattern = "flow\\.[^.]+\\.dead",
      batch = "true",
      properties = {
        "auto.offset.reset=earliest",
        "isolation.level=read_committed",
        "max.poll.records=500",
        // So long a new flow's first dead letter may take to be seen.
        "metadata.max.age.ms=5000",
        "value.deserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer"
      })
  void died(List<ConsumerRecord<String, byte[]>> records) {
    Reach.across(Use.EVENTS).run(() -> take(records));
  }

  private void take(List<ConsumerRecord<String, byte[]>> records) {
    var found = new ArrayList<DeadLetter>();
    for (var record : records) {
      letter(record).ifPresent(found::add);
    }
    if (!found.isEmpty()) {
      letters.record(found);
      found.forEach(letter -> notices.happened(notice(letter)));
    }
  }

  private static Notice notice(DeadLetter letter) {
    return new Notice(
        letter.flow(),
        "cause " + letter.cause(),
        "Flow step %s gave messages up: %s".formatted(letter.step(), letter.errorMessage()),
        """
        Step %s of a flow of %s gave up a message after %d attempts (%s).

        %s: %s

        You are told once a day for this cause. See how many there are, and send them again:

          tributary dead-letters causes
          tributary dead-letters replay --flow FLOW --cause %s
        """
            .formatted(
                letter.step(),
                letter.organization(),
                letter.attempts(),
                letter.kind(),
                letter.error(),
                letter.errorMessage(),
                letter.cause()),
        letter.diedAt(),
        1);
  }

  private Optional<DeadLetter> letter(ConsumerRecord<String, byte[]> record) {
    try {
      var flow = new FlowId(record.topic().split("\\.", -1)[1]);
      return deployments.find(flow).map(deployment -> letter(record, deployment));
    } catch (InvalidName | NumberFormatException foreign) {
      LOG.error(
          "Skipped a dead letter that cannot be read: {} {} {}",
          record.topic(),
          record.partition(),
          record.offset(),
          foreign);
      return Optional.empty();
    }
  }

  private static DeadLetter letter(ConsumerRecord<String, byte[]> record, Deployment deployment) {
    var step = new StepName(header(record, MessageHeaders.DEAD_STEP));
    var kind = header(record, MessageHeaders.DEAD_KIND);
    var error = header(record, MessageHeaders.DEAD_ERROR);
    var message = header(record, MessageHeaders.DEAD_MESSAGE);
    var at = Instant.ofEpochMilli(record.timestamp());
    return new DeadLetter(
        deployment.flow() + "." + record.partition() + "." + record.offset(),
        deployment.organization(),
        deployment.flow(),
        step,
        header(record, MessageHeaders.EXECUTION),
        header(record, MessageHeaders.CE_ID),
        kind,
        error,
        message,
        Cause.of(step, kind, error, message),
        Integer.parseInt(header(record, MessageHeaders.DEAD_ATTEMPTS)),
        header(record, MessageHeaders.DEAD_IMAGE),
        record.value() == null ? 0 : record.value().length,
        at,
        record.topic(),
        record.partition(),
        record.offset(),
        Integer.parseInt(header(record, MessageHeaders.DEAD_PARTITION)),
        new DeadLetterState.Open(at),
        Optional.empty());
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
