package io.tributary.runner.delivery;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runner.delivery.Ending.Dead;
import io.tributary.runner.delivery.Ending.Emitted;
import io.tributary.runner.delivery.Ending.Output;
import io.tributary.runner.delivery.Ending.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Turns ended messages into the records of their transaction: outputs, reply, dead letter, event.
 * The same message gives the same ids every time.
 */
public final class Publication {
  private static final String NO_TOPIC = "";
  private static final String REPLY_TOPICS = "tributary.replies.";
  private static final int HEADER_TEXT = 1_000;

  private final StepAssignment assignment;
  private final CarriedOutputs carried;
  private final StepEvents events;
  private final Function<StepEvent, byte[]> json;
  private final RecordLimits limits;
  private final String outputTopic;
  private final String deadTopic;
  private final List<Header> constants;

  /**
   * @param json writes an event as it stands in its topic
   */
  public Publication(
      StepAssignment assignment, RecordLimits limits, Function<StepEvent, byte[]> json) {
    this.assignment = assignment;
    this.carried = new CarriedOutputs(assignment.upstream());
    this.events = new StepEvents(assignment);
    this.json = json;
    this.limits = limits;
    this.outputTopic = FlowTopics.output(assignment.flow(), assignment.step());
    this.deadTopic = FlowTopics.deadLetters(assignment.flow());
    this.constants =
        List.of(
            header(MessageHeaders.CE_SPECVERSION, "1.0"),
            header(
                MessageHeaders.CE_SOURCE,
                "/flows/" + assignment.flow() + "/steps/" + assignment.step()),
            header(MessageHeaders.CE_TYPE, "io.tributary.step.output"),
            header(MessageHeaders.CONTENT_TYPE, "application/json"),
            header(MessageHeaders.FLOW_REVISION, Integer.toString(assignment.revision())));
  }

  public Published of(Finished finished) {
    return switch (finished.ending()) {
      case Emitted emitted -> emitted(finished, emitted);
      case Dead dead -> dead(finished, dead);
    };
  }

  private Published emitted(Finished finished, Emitted emitted) {
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>(emitted.outputs().size() + 2);
    var passedOn = passedOn(finished);
    try {
      addCarried(finished.record(), passedOn);
    } catch (BrokenInput broken) {
      return dead(
          finished, new Dead("invalid-input", "BrokenInput", String.valueOf(broken.getMessage())));
    }
    int number = 0;
    for (var output : emitted.outputs()) {
      var record = output(finished.record(), output, number++, passedOn);
      long size = RecordLimits.sizeOf(record);
      if (size > limits.output()) {
        return dead(finished, tooLarge("output " + number, size, limits.output()));
      }
      records.add(record);
    }
    var replyTopic = addReply(finished.record(), emitted.reply(), records);
    if (!replyTopic.isEmpty() && RecordLimits.sizeOf(records.getLast()) > limits.reply()) {
      return dead(
          finished, tooLarge("the reply", RecordLimits.sizeOf(records.getLast()), limits.reply()));
    }
    records.add(event(events.emitted(finished, emitted.outputs().size())));
    return new Published(records, replyTopic, false);
  }

  private static Dead tooLarge(String what, long size, long limit) {
    return new Dead(
        "too-large",
        "RecordTooLarge",
        "%s would be a record of %d bytes; the topic takes %d".formatted(what, size, limit));
  }

  /** The message whole, as it lay in its topic, and why it is here. */
  private Published dead(Finished finished, Dead dead) {
    var record = finished.record();
    var headers = new ArrayList<Header>(List.of(record.headers().toArray()));
    headers.removeIf(header -> header.key().startsWith("tributary-dead-"));
    headers.add(header(MessageHeaders.DEAD_STEP, assignment.step().value()));
    headers.add(header(MessageHeaders.DEAD_TOPIC, record.topic()));
    headers.add(header(MessageHeaders.DEAD_PARTITION, Integer.toString(record.partition())));
    headers.add(header(MessageHeaders.DEAD_OFFSET, Long.toString(record.offset())));
    headers.add(header(MessageHeaders.DEAD_ATTEMPTS, Integer.toString(finished.attempt())));
    headers.add(header(MessageHeaders.DEAD_KIND, dead.kind()));
    headers.add(header(MessageHeaders.DEAD_ERROR, dead.error()));
    headers.add(header(MessageHeaders.DEAD_MESSAGE, PlainText.of(dead.message(), HEADER_TEXT)));
    headers.add(header(MessageHeaders.DEAD_IMAGE, assignment.image().value()));
    return new Published(
        List.of(
            new ProducerRecord<>(deadTopic, null, record.key(), record.value(), headers),
            event(events.dead(finished, dead))),
        NO_TOPIC,
        true);
  }

  /** Headers that every output of one message has alike. */
  private List<Header> passedOn(Finished finished) {
    var record = finished.record();
    var headers = new ArrayList<>(constants);
    headers.add(header(MessageHeaders.CE_TIME, text(finished.endedAt())));
    var execution = RecordHeaders.bytes(record, MessageHeaders.EXECUTION);
    headers.add(
        execution == null
            ? header(MessageHeaders.EXECUTION, MessageIdentity.of(record))
            : new RecordHeader(MessageHeaders.EXECUTION, execution));
    headers.add(header(MessageHeaders.PARENT, MessageIdentity.of(record)));
    for (var name : List.of(MessageHeaders.TRACEPARENT, MessageHeaders.REPLY_TO)) {
      var value = RecordHeaders.bytes(record, name);
      if (value != null) {
        headers.add(new RecordHeader(name, value));
      }
    }
    return headers;
  }

  private void addCarried(ConsumerRecord<byte[], byte[]> record, List<Header> headers)
      throws BrokenInput {
    byte[] steps = carried.select(record, assignment.carries());
    if (steps != null) {
      headers.add(new RecordHeader(MessageHeaders.STEPS, steps));
    }
  }

  private ProducerRecord<byte[], byte[]> output(
      ConsumerRecord<byte[], byte[]> parent, Output output, int number, List<Header> passedOn) {
    var headers = new ArrayList<>(passedOn);
    headers.add(
        header(
            MessageHeaders.CE_ID,
            MessageIdentity.ofOutput(MessageIdentity.of(parent), assignment.step(), number)));
    var key = output.key();
    return new ProducerRecord<>(
        outputTopic,
        null,
        key == null ? parent.key() : key.getBytes(StandardCharsets.UTF_8),
        output.body(),
        headers);
  }

  /** Gives the reply's topic; none where nobody waits for an answer. */
  private static String addReply(
      ConsumerRecord<byte[], byte[]> parent,
      @Nullable Reply reply,
      List<ProducerRecord<byte[], byte[]>> records) {
    var topic = RecordHeaders.text(parent, MessageHeaders.REPLY_TO);
    if (reply == null || topic == null || !topic.startsWith(REPLY_TOPICS)) {
      return NO_TOPIC;
    }
    var headers = new ArrayList<Header>();
    headers.add(header(MessageHeaders.REPLY_STATUS, Integer.toString(reply.status())));
    for (Map.Entry<String, String> entry : reply.headers().entrySet()) {
      headers.add(header(MessageHeaders.REPLY_HEADER_PREFIX + entry.getKey(), entry.getValue()));
    }
    var execution = RecordHeaders.bytes(parent, MessageHeaders.EXECUTION);
    records.add(new ProducerRecord<>(topic, null, execution, reply.body(), headers));
    return topic;
  }

  private ProducerRecord<byte[], byte[]> event(StepEvent event) {
    return new ProducerRecord<>(
        StepEvent.TOPIC, event.execution().getBytes(StandardCharsets.UTF_8), json.apply(event));
  }

  private static String text(Instant instant) {
    return instant.toString();
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
