package io.tributary.faults.history;

/**
 * One committed record as a reader saw it.
 *
 * @param place topic and partition
 * @param readAt milliseconds since the run's beginning
 */
public record Reading(Mark mark, String place, long offset, long readAt) {}
