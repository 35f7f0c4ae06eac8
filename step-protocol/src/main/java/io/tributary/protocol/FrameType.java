package io.tributary.protocol;

import org.jspecify.annotations.Nullable;

/** The words of the conversation: who says each one, about what, and how much body it may carry. */
public enum FrameType {
  HELLO(1, Sender.HOST, About.CONNECTION, Limits.NO_BODY),
  READY(2, Sender.HOST, About.CONNECTION, Limits.NO_BODY),
  EMIT(3, Sender.HOST, About.MESSAGE, Limits.BODY),
  PAGE(4, Sender.HOST, About.MESSAGE, Limits.BODY),
  SNAPSHOT(5, Sender.HOST, About.MESSAGE, Limits.BODY),
  REPLY(6, Sender.HOST, About.MESSAGE, Limits.BODY),
  DONE(7, Sender.HOST, About.MESSAGE, Limits.NO_BODY),
  FAILED(8, Sender.HOST, About.MESSAGE, Limits.TEXT),
  LOG(9, Sender.HOST, About.EITHER, Limits.TEXT),
  METRIC(10, Sender.HOST, About.EITHER, Limits.NO_BODY),
  RESULT(11, Sender.HOST, About.MESSAGE, Limits.BODY),
  REFUSED(12, Sender.HOST, About.CONNECTION, Limits.NO_BODY),
  READ(13, Sender.HOST, About.MESSAGE, Limits.TEXT),
  WRITE(14, Sender.HOST, About.MESSAGE, Limits.PIECE),

  ASSIGN(32, Sender.RUNNER, About.CONNECTION, Limits.BODY),
  MESSAGE(33, Sender.RUNNER, About.MESSAGE, Limits.BODY),
  POLL(34, Sender.RUNNER, About.MESSAGE, Limits.NO_BODY),
  LISTEN(35, Sender.RUNNER, About.MESSAGE, Limits.NO_BODY),
  CHECK(36, Sender.RUNNER, About.MESSAGE, Limits.NO_BODY),
  CHOICES(37, Sender.RUNNER, About.MESSAGE, Limits.BODY),
  SCHEMA(38, Sender.RUNNER, About.MESSAGE, Limits.BODY),
  CANCEL(39, Sender.RUNNER, About.MESSAGE, Limits.NO_BODY),
  DRAIN(40, Sender.RUNNER, About.CONNECTION, Limits.NO_BODY),
  RENEW(41, Sender.RUNNER, About.CONNECTION, Limits.BODY),
  PART(42, Sender.RUNNER, About.MESSAGE, Limits.PIECE),
  WRITTEN(43, Sender.RUNNER, About.MESSAGE, Limits.TEXT);

  private static final @Nullable FrameType[] BY_CODE = new @Nullable FrameType[256];

  static {
    for (var type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;
  private final Sender sender;
  private final About about;
  private final int bodyLimit;

  FrameType(int code, Sender sender, About about, int bodyLimit) {
    this.code = code;
    this.sender = sender;
    this.about = about;
    this.bodyLimit = bodyLimit;
  }

  /** The byte on the wire. */
  public int code() {
    return code;
  }

  /** The only side that may say it. */
  public Sender sender() {
    return sender;
  }

  /** Bytes of body at most. */
  public int bodyLimit() {
    return bodyLimit;
  }

  boolean allowsId(long id) {
    return switch (about) {
      case CONNECTION -> id == 0;
      case MESSAGE -> id != 0;
      case EITHER -> true;
    };
  }

  static @Nullable FrameType ofCode(int code) {
    return BY_CODE[code];
  }

  private enum About {
    CONNECTION,
    MESSAGE,
    EITHER
  }
}
