package io.tributary.host.session;

import io.tributary.host.json.DoesNotFit;
import io.tributary.host.json.Json;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.ProtocolViolation;
import io.tributary.sdk.Connection;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.LargeBodies;
import io.tributary.sdk.Logger;
import io.tributary.sdk.Reply;
import io.tributary.sdk.Setup;
import io.tributary.sdk.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One message as the component sees it; shut when its call returns. */
final class MessageContext implements Context, Emitter, Snapshot {
  private static final int LARGEST_SNAPSHOT = 256 * 1024;
  private static final int LONGEST_KEY = 1024;

  private final Frame message;
  private final int attempt;
  private final boolean ofTrigger;
  private final Setup setup;
  private final MessageBodies bodies;
  private final Json json;
  private final Conversation conversation;
  private final AtomicBoolean replied = new AtomicBoolean();
  private volatile Optional<byte[]> snapshot;
  private volatile boolean shut;

  MessageContext(
      Frame message,
      boolean ofTrigger,
      Setup setup,
      MessageBodies bodies,
      Json json,
      Conversation conversation)
      throws ProtocolViolation {
    this.message = message;
    this.attempt = attempt(message);
    this.ofTrigger = ofTrigger;
    this.setup = setup;
    this.bodies = bodies;
    this.json = json;
    this.conversation = conversation;
    this.snapshot =
        message.header(HeaderKey.SNAPSHOT).map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  void shut() {
    shut = true;
  }

  @Override
  public <T> T fields(Class<T> type) {
    return setup.fields(type);
  }

  @Override
  public <T> T connection(Class<T> type) {
    return setup.connection(type);
  }

  @Override
  public Connection connection() {
    return setup.connection();
  }

  @Override
  public Logger log() {
    return setup.log();
  }

  @Override
  public String idempotencyKey() {
    return message.header(HeaderKey.IDEMPOTENCY_KEY).orElse("");
  }

  @Override
  public String execution() {
    return message.header(HeaderKey.EXECUTION).orElse("");
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public Snapshot snapshot() {
    return this;
  }

  @Override
  public <T> Optional<T> cursor(Class<T> type) {
    return message
        .header(HeaderKey.CURSOR)
        .map(text -> json.bind(text.getBytes(StandardCharsets.UTF_8), type, "cursor"));
  }

  @Override
  public LargeBodies bodies() {
    return bodies;
  }

  @Override
  public void reply(Reply reply) {
    checkOpen();
    if (!replied.compareAndSet(false, true)) {
      throw new IllegalStateException("the caller was answered already");
    }
    var frame = Frame.of(FrameType.REPLY, message.id()).with(HeaderKey.STATUS, reply.status());
    for (var header : reply.headers().entrySet()) {
      var name = header.getKey().toLowerCase(Locale.ROOT);
      frame = withReplyHeader(frame, name, header.getValue());
    }
    conversation.append(frame.withBody(bytes(reply.body())));
  }

  @Override
  public void emit(Object output) {
    checkOpen();
    conversation.append(Frame.of(FrameType.EMIT, message.id()).withBody(written(output)));
  }

  @Override
  public void emit(String key, Object output) {
    checkOpen();
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      throw new GiveUp("output: its key is longer than " + LONGEST_KEY + " bytes");
    }
    conversation.append(
        Frame.of(FrameType.EMIT, message.id()).with(HeaderKey.KEY, key).withBody(written(output)));
  }

  @Override
  public void page(Object cursor) {
    checkOpen();
    conversation.append(
        Frame.of(FrameType.PAGE, message.id()).withBody(json.write(cursor, "cursor")));
  }

  @Override
  public <T> Optional<T> read(Class<T> type) {
    return snapshot.map(bytes -> json.bind(bytes, type, "snapshot"));
  }

  @Override
  public void save(Object state) {
    checkOpen();
    if (!ofTrigger && message.header(HeaderKey.KEY).isEmpty()) {
      throw new IllegalStateException(
          "an action's snapshot belongs to a message's key, and this message has none: emit it"
              + " with a key in the step before");
    }
    var bytes = json.write(state, "snapshot");
    if (bytes.length > LARGEST_SNAPSHOT) {
      throw new GiveUp("snapshot of " + bytes.length + " bytes: at most " + LARGEST_SNAPSHOT);
    }
    conversation.append(
        Frame.of(FrameType.SNAPSHOT, message.id())
            .with(HeaderKey.SCOPE, ofTrigger ? "trigger" : "key")
            .withBody(bytes));
    snapshot = Optional.of(bytes);
  }

  private void checkOpen() {
    if (shut) {
      throw new IllegalStateException("the message was ended: its context is good for one call");
    }
  }

  private byte[] written(Object output) {
    try {
      return json.write(output, "output");
    } catch (DoesNotFit failure) {
      throw new GiveUp(String.valueOf(failure.getMessage()), failure);
    }
  }

  private byte[] bytes(Object body) {
    // Not a switch over types, as in Assigned.
    if (body instanceof byte[] bytes) {
      return bytes;
    }
    return body instanceof CharSequence text
        ? text.toString().getBytes(StandardCharsets.UTF_8)
        : json.write(body, "reply");
  }

  private static Frame withReplyHeader(Frame frame, String name, String value) {
    try {
      return frame.with(HeaderKey.REPLY_HEADER_PREFIX + name, value);
    } catch (IllegalArgumentException failure) {
      throw new GiveUp("reply: no header can be called \"" + name + "\"", failure);
    }
  }

  private static int attempt(Frame message) throws ProtocolViolation {
    var text = message.header(HeaderKey.ATTEMPT).orElse("1");
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException failure) {
      throw new ProtocolViolation(
          ProtocolViolation.Rule.HEADER_VALUE, message.type() + ", attempt is no number");
    }
  }
}
