package io.tributary.sdk;

import java.io.IOException;
import java.io.InputStream;

/**
 * The large bodies of one message: stores new ones, and finds those that an untyped input names.
 */
public interface LargeBodies {
  /**
   * Stores all that the stream gives, and returns what to put into an output for it. At most 100
   * MiB for one message, all together; it is kept as long as messages that may name it.
   *
   * @throws GiveUp if it is more than that
   * @throws RetryLater if it cannot be stored now
   * @throws IOException as the stream throws it
   */
  LargeBody write(InputStream content) throws IOException;

  /**
   * The one that a part of the input stands for: a map with {@code $body}.
   *
   * @throws GiveUp if it stands for none
   */
  LargeBody of(Object value);
}
