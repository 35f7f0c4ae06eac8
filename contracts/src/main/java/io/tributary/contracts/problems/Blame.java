package io.tributary.contracts.problems;

/** Whose turn it is after a refusal. Only {@link #PLATFORM} is a fault that somebody looks into. */
public enum Blame {
  CALLER,
  PLATFORM,
  CAPACITY
}
