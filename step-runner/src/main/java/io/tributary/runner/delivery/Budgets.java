package io.tributary.runner.delivery;

/**
 * What all steps of one runner share.
 *
 * @param memory bytes they hold
 * @param rates attempts at targets that several of them use
 */
public record Budgets(MemoryBudget memory, RateBudgets rates) {
  public static Budgets of(long memoryBytes) {
    return new Budgets(new MemoryBudget(memoryBytes), new RateBudgets());
  }
}
