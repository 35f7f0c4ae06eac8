package io.tributary.protocol;

/** The two sides of the conversation. */
public enum Sender {
  /** The process in the component's image; connects. */
  HOST,
  /** The owner of everything Kafka; listens. */
  RUNNER
}
