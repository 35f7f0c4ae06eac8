package io.tributary.runner.delivery;

/**
 * An event that the trigger has taken, whatever became of it.
 *
 * @param partition of the trigger's input
 */
@SuppressWarnings("ArrayRecordComponent") // passed through: neither compared nor changed
public record SeenEvent(int partition, byte[] id) {}
