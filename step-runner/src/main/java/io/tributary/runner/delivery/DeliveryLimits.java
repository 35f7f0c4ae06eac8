package io.tributary.runner.delivery;

import java.time.Duration;

/**
 * How much a step holds, and how long it waits.
 *
 * @param windowMessages messages taken from the topic and not yet committed
 * @param windowBytes of these messages and of their outputs; no more is fetched beyond it
 * @param outputBytes of one message, all outputs together
 * @param outputs of one message, as a number
 * @param overflowBytes a message whose output would make the step hold more is tried again later
 * @param crashes a message that so many workers died of is dead
 * @param grace for a host to end a message that was cancelled
 * @param probe between two attempts at a refused connection
 * @param logBytesPerSecond of one worker; more is counted and dropped
 */
public record DeliveryLimits(
    int windowMessages,
    long windowBytes,
    long outputBytes,
    int outputs,
    long overflowBytes,
    int crashes,
    Duration grace,
    Duration probe,
    long logBytesPerSecond) {
  private static final long MIB = 1024L * 1024;

  public static final DeliveryLimits DEFAULT =
      new DeliveryLimits(
          16_384,
          32 * MIB,
          16 * MIB,
          10_000,
          64 * MIB,
          5,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          1_000_000);
}
