package io.tributary.containers;

/**
 * How a container ended.
 *
 * @param code the process's exit code; 128 + signal where a signal ended it; -1 where nobody knows
 *     (it ended while no process of ours looked, and left no trace)
 * @param outOfMemory it reached its memory limit and was killed for it
 * @param timeLimitReached it was killed because its time limit was over
 */
public record Exit(int code, boolean outOfMemory, boolean timeLimitReached) {}
