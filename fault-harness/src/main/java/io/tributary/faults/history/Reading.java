package io.tributary.faults.history;

/**
 * One committed record as a reader saw it.
 *
 * @param place topic and partition
 * @param writtenAt when its producer wrote it, in milliseconds since the run's beginning
 * @param readAt when the reader had it, likewise: later, where the reader itself was held up
 */
public record Reading(Mark mark, String place, long offset, long writtenAt, long readAt) {}
