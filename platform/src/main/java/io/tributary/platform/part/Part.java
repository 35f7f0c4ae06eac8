package io.tributary.platform.part;

import io.tributary.platform.home.StartRefused;

/**
 * One thing that the platform starts beside the services.
 *
 * <p>{@code start} is called by one thread at a time; it takes over what an earlier platform left
 * running, and may be called again after the part died.
 */
public interface Part {

  /** One word, as in the name of its log. */
  String name();

  /**
   * Returns when the part answers.
   *
   * @throws StartRefused when it cannot be started; nothing of it is left running then
   */
  PartState.Running start();

  /** Ends it and waits for its end; does nothing when it does not run. */
  void stop();
}
