package io.tributary.protocol;

/** The protocol's figures, in bytes unless said otherwise. */
public final class Limits {
  /** Body of a frame, together with its {@code steps} header. */
  public static final int BODY = 16 * 1024 * 1024;

  /** All headers of a frame, but {@code steps} of a message. */
  public static final int HEADERS = 64 * 1024;

  /** What the length field may say at most. */
  public static final int FRAME = BODY + HEADERS;

  /** Text of a log line or of a failure's detail. */
  public static final int TEXT = 16 * 1024;

  /** A piece of a large body, on its way in or out. */
  public static final int PIECE = 1_000_000;

  /** Headers of one frame, as a number. */
  public static final int HEADER_COUNT = 64;

  /** Messages a host may take at the same time, as a number. */
  public static final int CREDITS = 1024;

  static final int NO_BODY = 0;

  /** Type, id and header count: the frame that says nothing else. */
  static final int LEAST_FRAME = 1 + 8 + 2;

  private Limits() {}
}
