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
 * @param snapshotBytes of one snapshot; with key and cursor it has to fit into one frame's headers
 * @param parking when messages are parked, and what of them stays in memory
 * @param breaker when a target counts as down
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
    long logBytesPerSecond,
    int snapshotBytes,
    Parking parking,
    Breaking breaker) {
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
          1_000_000,
          40 * 1024,
          new Parking(Duration.ofSeconds(10), 100_000, 8 * MIB),
          new Breaking(10, 3));

  /**
   * When messages are parked.
   *
   * @param after a wait longer than this is spent in the parked topic
   * @param messages parked at the same time, as a number
   * @param bodyBytes of parked messages that stay in memory; others are read again when due
   */
  public record Parking(Duration after, int messages, long bodyBytes) {}

  /**
   * When a target counts as down.
   *
   * @param attempts so many that ended last all failed with "retry later"
   * @param keys they were about at least so many keys, or messages without one
   */
  public record Breaking(int attempts, int keys) {}
}
