package io.tributary.sdk;

import java.io.InputStream;

/**
 * Bytes that are too many for a message, and lie beside it: in a record that a component takes or
 * gives, anywhere in it. In JSON a small object with the property {@code $body}, which mappings
 * pass on as it is. Readable by every later step of the same flow.
 */
public interface LargeBody {
  /** How many bytes. */
  long size();

  /**
   * The bytes, from their beginning, as often as it is asked for; a megabyte of them is in memory.
   * Read it within the call that got it.
   *
   * <p>Its reads throw {@link RetryLater} while the bytes cannot be had, {@link GiveUp} when they
   * are not kept any more, and {@link java.io.IOException} at their end if they are not what was
   * stored.
   */
  InputStream open();
}
