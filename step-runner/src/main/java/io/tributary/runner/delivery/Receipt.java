package io.tributary.runner.delivery;

import java.util.OptionalLong;

/**
 * What is known once a batch is committed.
 *
 * @param dead messages of it that came out as dead letters
 * @param brokerAheadMillis how much the broker's clock is ahead of this machine's, where one of its
 *     stamps was seen
 */
public record Receipt(int dead, OptionalLong brokerAheadMillis) {
  public static Receipt of(int dead) {
    return new Receipt(dead, OptionalLong.empty());
  }
}
