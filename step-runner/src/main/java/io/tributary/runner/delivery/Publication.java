package io.tributary.runner.delivery;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvents;
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
import java.util.Optional;
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

  /** With the longest errors a record stays below the 1 MB that every broker takes. */
  private static final int EVENTS = 200;

  private final StepAssignment first;
  private final CarriedOutputs carried;
  private final Function<StepEvents, byte[]> json;
  private final RecordLimits limits;
  private final String outputTopic;
  private final String deadTopic;
  private final String errorTopic;
  private final String parkedTopic;
  private final String snapshotTopic;
  private final String seenTopic;
  private final byte[] eventKey;
  private Terms terms;
  private long timeMillis;
  private @Nullable Header time;

  /**
   * @param json writes events as they stand in their topic
   */
  public Publication(
      StepAssignment assignment, RecordLimits limits, Function<StepEvents, byte[]> json) {
    this.first = assignment;
    this.carried = new CarriedOutputs(assignment.upstream());
    this.json = json;
    this.limits = limits;
    this.eventKey =
        StepAssignment.key(assignment.flow(), assignment.step()).getBytes(StandardCharsets.UTF_8);
    this.outputTopic = FlowTopics.output(assignment.flow(), assignment.step());
    this.deadTopic = FlowTopics.deadLetters(assignment.flow());
    this.errorTopic = FlowTopics.errors(assignment.flow(), assignment.step());
    this.parkedTopic = assignment.parkedTopic();
    this.snapshotTopic = FlowTopics.snapshots(assignment.flow(), assignment.step());
    this.seenTopic = FlowTopics.seen(assignment.flow(), assignment.step());
    this.terms = Terms.of(assignment);
  }

  public Published of(Finished finished) {
    use(finished.under());
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>(4);
    var origin = new Origin(finished.record(), finished.endedAt());
    try {
      int number = finished.earlierOutputs();
      addOutputs(origin, finished.paged(), number, records);
      return switch (finished.ending()) {
        case Emitted emitted -> emitted(finished, emitted, records);
        case Dead dead -> dead(finished, dead, records);
      };
    } catch (Unfit unfit) {
      return dead(finished, unfit.why, new ArrayList<>());
    }
  }

  /** A message that goes on later: the outputs of its pages so far, and its copy. */
  public Published of(Parked parked) {
    use(parked.under());
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>(1);
    var record = parked.copy().record();
    try {
      addOutputs(new Origin(record, parked.at()), parked.paged(), parked.earlierOutputs(), records);
    } catch (Unfit unfit) {
      throw new IllegalStateException("a page that was not looked through: " + unfit.why);
    }
    records.add(parked.copy().in(parkedTopic));
    return new Published(records, Optional.empty(), NO_TOPIC, false);
  }

  /**
   * Events of this step as they stand in their topic: a record holds as many of one revision as fit
   * well.
   */
  public List<ProducerRecord<byte[], byte[]>> of(List<StepEvent> told) {
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (int from = 0; from < told.size(); ) {
      int until = endOfRecord(told, from);
      var some = StepEvents.of(told.subList(from, until));
      records.add(new ProducerRecord<>(StepEvent.TOPIC, eventKey, json.apply(some)));
      from = until;
    }
    return records;
  }

  private static int endOfRecord(List<StepEvent> told, int from) {
    int revision = told.get(from).revision();
    int until = from + 1;
    while (until < told.size() && until - from < EVENTS && told.get(until).revision() == revision) {
      until++;
    }
    return until;
  }

  /** A snapshot as it stands in its topic. */
  public ProducerRecord<byte[], byte[]> of(Snapshot snapshot) {
    return new ProducerRecord<>(
        snapshotTopic,
        0,
        snapshot.key().getBytes(StandardCharsets.UTF_8),
        snapshot.json().getBytes(StandardCharsets.UTF_8));
  }

  /** An event that was taken, as the next owner reads it. */
  public ProducerRecord<byte[], byte[]> of(SeenEvent event) {
    return new ProducerRecord<>(seenTopic, event.partition(), event.id(), new byte[0]);
  }

  /** Most messages of a transaction were begun with the same assignment. */
  @SuppressWarnings("ReferenceEquality") // comparing contents would cost more than it saves
  private void use(@Nullable StepAssignment under) {
    var next = under == null ? first : under;
    if (terms.assignment() != next) {
      terms = Terms.of(next);
    }
  }

  private void addOutputs(
      Origin origin,
      List<Output> outputs,
      int firstNumber,
      List<ProducerRecord<byte[], byte[]>> records)
      throws Unfit {
    if (outputs.isEmpty()) {
      return;
    }
    var passedOn = passedOn(origin);
    try {
      addCarried(origin.record(), passedOn);
    } catch (BrokenInput broken) {
      throw new Unfit(
          new Dead("invalid-input", "BrokenInput", String.valueOf(broken.getMessage())));
    }
    int number = firstNumber;
    for (var output : outputs) {
      var record = output(origin.record(), output, number++, passedOn);
      long size = RecordLimits.sizeOf(record);
      if (size > limits.output()) {
        throw new Unfit(tooLarge("output " + number, size, limits.output()));
      }
      records.add(record);
    }
  }

  private Published emitted(
      Finished finished, Emitted emitted, List<ProducerRecord<byte[], byte[]>> records)
      throws Unfit {
    int first = finished.earlierOutputs() + finished.paged().size();
    var origin = new Origin(finished.record(), finished.endedAt());
    addOutputs(origin, emitted.outputs(), first, records);
    var replyTopic = addReply(finished.record(), emitted.reply(), records);
    if (!replyTopic.isEmpty() && RecordLimits.sizeOf(records.getLast()) > limits.reply()) {
      throw new Unfit(
          tooLarge("the reply", RecordLimits.sizeOf(records.getLast()), limits.reply()));
    }
    var event = terms.events().emitted(finished, first + emitted.outputs().size());
    return new Published(records, Optional.of(event), replyTopic, false);
  }

  private static Dead tooLarge(String what, long size, long limit) {
    return new Dead(
        "too-large",
        "RecordTooLarge",
        "%s would be a record of %d bytes; the topic takes %d".formatted(what, size, limit));
  }

  /** To the step's error branch where it has one, else to the dead letters. */
  private Published dead(
      Finished finished, Dead dead, List<ProducerRecord<byte[], byte[]>> records) {
    records.add(errorOrLetter(finished, dead));
    var event = terms.events().dead(finished, dead);
    return new Published(records, Optional.of(event), NO_TOPIC, true);
  }

  private ProducerRecord<byte[], byte[]> errorOrLetter(Finished finished, Dead dead) {
    if (!terms.assignment().handling().errorBranch()) {
      return letter(finished, dead);
    }
    var record = finished.record();
    var headers = passedOn(new Origin(record, finished.endedAt()));
    try {
      addCarried(record, headers);
    } catch (BrokenInput broken) {
      return letter(finished, dead);
    }
    headers.add(
        header(
            MessageHeaders.CE_ID,
            MessageIdentity.ofError(MessageIdentity.of(record), first.step())));
    var error =
        new ProducerRecord<>(
            errorTopic, null, record.key(), ErrorBody.of(first.step(), finished, dead), headers);
    return RecordLimits.sizeOf(error) > limits.errors() ? letter(finished, dead) : error;
  }

  /** The message whole, as it lay in its topic, and why it is here. */
  private ProducerRecord<byte[], byte[]> letter(Finished finished, Dead dead) {
    var record = finished.record();
    var headers = new ArrayList<Header>(List.of(record.headers().toArray()));
    headers.removeIf(header -> header.key().startsWith("tributary-dead-"));
    headers.add(header(MessageHeaders.DEAD_STEP, first.step().value()));
    headers.add(header(MessageHeaders.DEAD_TOPIC, record.topic()));
    headers.add(header(MessageHeaders.DEAD_PARTITION, Integer.toString(record.partition())));
    headers.add(header(MessageHeaders.DEAD_OFFSET, Long.toString(record.offset())));
    headers.add(header(MessageHeaders.DEAD_ATTEMPTS, Integer.toString(finished.attempt())));
    headers.add(header(MessageHeaders.DEAD_KIND, dead.kind()));
    headers.add(header(MessageHeaders.DEAD_ERROR, dead.error()));
    headers.add(header(MessageHeaders.DEAD_MESSAGE, PlainText.of(dead.message(), HEADER_TEXT)));
    headers.add(header(MessageHeaders.DEAD_IMAGE, terms.assignment().image().value()));
    return new ProducerRecord<>(deadTopic, null, record.key(), record.value(), headers);
  }

  /** Headers that every output of one message has alike. */
  private List<Header> passedOn(Origin origin) {
    var record = origin.record();
    var headers = new ArrayList<>(terms.headers());
    headers.add(time(origin.at()));
    var execution = RecordHeaders.bytes(record, MessageHeaders.EXECUTION);
    headers.add(
        execution == null
            ? header(MessageHeaders.EXECUTION, MessageIdentity.of(record))
            : new RecordHeader(MessageHeaders.EXECUTION, execution));
    headers.add(header(MessageHeaders.PARENT, MessageIdentity.of(record)));
    headers.add(
        RecordHeaders.revision(record) == 0
            ? terms.revision()
            : record.headers().lastHeader(MessageHeaders.FLOW_REVISION));
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
    byte[] steps = carried.select(record, terms.assignment().carries());
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
            MessageIdentity.ofOutput(MessageIdentity.of(parent), first.step(), number)));
    return new ProducerRecord<>(outputTopic, null, key(parent, output), output.body(), headers);
  }

  /** What a poll found is not tied to what the next one finds: the tick's key stays behind. */
  private static byte @Nullable [] key(ConsumerRecord<byte[], byte[]> parent, Output output) {
    var own = output.key();
    if (own != null) {
      return own.getBytes(StandardCharsets.UTF_8);
    }
    return RecordHeaders.isTick(parent) ? null : parent.key();
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

  /** Many outputs of a transaction come from the same millisecond. */
  private Header time(Instant at) {
    long millis = at.toEpochMilli();
    if (time == null || millis != timeMillis) {
      time = header(MessageHeaders.CE_TIME, Instant.ofEpochMilli(millis).toString());
      timeMillis = millis;
    }
    return time;
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** What an assignment gives to everything that was begun with it. */
  private record Terms(
      StepAssignment assignment, EventWording events, List<Header> headers, Header revision) {
    static Terms of(StepAssignment assignment) {
      return new Terms(
          assignment,
          new EventWording(assignment),
          List.of(
              header(MessageHeaders.CE_SPECVERSION, "1.0"),
              header(
                  MessageHeaders.CE_SOURCE,
                  "/flows/" + assignment.flow() + "/steps/" + assignment.step()),
              header(MessageHeaders.CE_TYPE, "io.tributary.step.output"),
              header(MessageHeaders.CONTENT_TYPE, "application/json")),
          header(MessageHeaders.FLOW_REVISION, Integer.toString(assignment.revision())));
    }
  }

  /** What outputs come from. */
  private record Origin(ConsumerRecord<byte[], byte[]> record, Instant at) {}

  /** Outputs that their topic would not take: none of them is sent. */
  private static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    final transient Dead why;

    Unfit(Dead why) {
      super(why.message());
      this.why = why;
    }
  }
}
