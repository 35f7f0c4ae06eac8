package io.tributary.contracts.problems;

/** Whose turn it is after a refusal. Only the latter two wake anyone. */
public enum Blame {
  CALLER,
  PLATFORM,
  CAPACITY
}
