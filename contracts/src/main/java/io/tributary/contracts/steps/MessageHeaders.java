package io.tributary.contracts.steps;

/**
 * Headers of every message between steps: CloudEvents 1.0 in Kafka's binary mode, W3C trace
 * context, and ours. The value is the JSON body; all headers are UTF-8 text.
 */
public final class MessageHeaders {
  public static final String CE_SPECVERSION = "ce_specversion";

  /** The message's id; derived from its parent's id, the step and the output's number. */
  public static final String CE_ID = "ce_id";

  /** {@code /flows/{flow}/steps/{step}}. */
  public static final String CE_SOURCE = "ce_source";

  /** {@code io.tributary.step.output}, {@code io.tributary.trigger.input} or {@link #TICK}. */
  public static final String CE_TYPE = "ce_type";

  /** The type of what enters a polling trigger: it is polled once for each. */
  public static final String TICK = "io.tributary.trigger.tick";

  /** RFC 3339. */
  public static final String CE_TIME = "ce_time";

  public static final String CONTENT_TYPE = "content-type";
  public static final String TRACEPARENT = "traceparent";
  public static final String EXECUTION = "tributary-execution";

  /** Id of the message that this one was made from. */
  public static final String PARENT = "tributary-parent";

  public static final String FLOW_REVISION = "tributary-flow-revision";

  /** JSON object: earlier steps' outputs that mappings further down read. */
  public static final String STEPS = "tributary-steps";

  /** The reply topic of the ingress where a caller waits; the reply's key is the execution. */
  public static final String REPLY_TO = "tributary-reply-to";

  /** On a parked message: the topic it was parked from; where it lies no more. */
  public static final String PARKED_TOPIC = "tributary-parked-topic";

  public static final String PARKED_PARTITION = "tributary-parked-partition";
  public static final String PARKED_OFFSET = "tributary-parked-offset";

  /** Milliseconds until the next attempt, from the broker's append time on. */
  public static final String PARKED_WAIT = "tributary-parked-wait-ms";

  /** Milliseconds between the first attempt and the broker's append time. */
  public static final String PARKED_AGE = "tributary-parked-age-ms";

  /** Attempts begun before it was parked. */
  public static final String PARKED_ATTEMPTS = "tributary-parked-attempts";

  /** Of these, the ones that count for the retry policy. */
  public static final String PARKED_FAILURES = "tributary-parked-failures";

  /** Cursor of the last page that was committed, JSON. */
  public static final String PARKED_CURSOR = "tributary-parked-cursor";

  /** Outputs committed with earlier pages: the next one's number. */
  public static final String PARKED_OUTPUTS = "tributary-parked-outputs";

  /**
   * On a message that the runtime put into a step's parked topic: id of the replay. A step takes
   * each id once.
   */
  public static final String REPLAY = "tributary-replay";

  /**
   * On what enters a trigger: the id that its source gave the event, or a tick's. A trigger takes
   * each id once within {@link #EVENT_ID_HOURS} hours; one id always comes with one record key.
   */
  public static final String EVENT_ID = "tributary-event-id";

  public static final int EVENT_ID_HOURS = 72;

  /** On a reply: the HTTP status. */
  public static final String REPLY_STATUS = "tributary-reply-status";

  /** On a reply: prefix of each HTTP header. */
  public static final String REPLY_HEADER_PREFIX = "tributary-reply-header.";

  /** On a dead letter: where the message stood, what went wrong, how often it was tried. */
  public static final String DEAD_STEP = "tributary-dead-step";

  public static final String DEAD_TOPIC = "tributary-dead-topic";
  public static final String DEAD_PARTITION = "tributary-dead-partition";
  public static final String DEAD_OFFSET = "tributary-dead-offset";
  public static final String DEAD_ATTEMPTS = "tributary-dead-attempts";
  public static final String DEAD_KIND = "tributary-dead-kind";
  public static final String DEAD_ERROR = "tributary-dead-error";
  public static final String DEAD_MESSAGE = "tributary-dead-message";
  public static final String DEAD_IMAGE = "tributary-dead-image";

  private MessageHeaders() {}
}
