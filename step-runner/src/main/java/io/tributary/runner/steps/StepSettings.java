package io.tributary.runner.steps;

import io.tributary.runner.delivery.DeliveryLimits;
import java.time.Duration;

/**
 * How a step behaves in time.
 *
 * @param commitInterval under load: between the beginnings of two transactions; a light load is
 *     committed at once
 * @param drain how long messages in hand may take when the step ends
 * @param firstWait before joining again after trouble; doubles
 * @param longestWait of these
 * @param scaling when workers become more or fewer
 */
public record StepSettings(
    DeliveryLimits limits,
    Duration commitInterval,
    Duration drain,
    Duration firstWait,
    Duration longestWait,
    Scaling.Timing scaling) {
  public static final StepSettings DEFAULT =
      new StepSettings(
          DeliveryLimits.DEFAULT,
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          Duration.ofMillis(500),
          Duration.ofSeconds(10),
          new Scaling.Timing(Duration.ofSeconds(1), Duration.ofSeconds(30)));
}
