package io.tributary.runner.delivery;

/** What a message waits for. */
enum Stage {
  /** For those of its key that stand before it. */
  BLOCKED,
  /** For a worker. */
  READY,
  /** For the worker that has it. */
  IN_HAND,
  /** For the time of its next attempt. */
  RETRYING,
  /** For its body, which is read again. */
  READING,
  /** For its transaction. */
  ENDED
}
