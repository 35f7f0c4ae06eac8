package io.tributary.runtime.executions;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets executions thirty days after their last event. */
@Component
final class ForgetExecutions {
  private static final Logger LOG = LoggerFactory.getLogger(ForgetExecutions.class);
  private static final Duration KEEP = Duration.ofDays(30);

  private final Executions executions;
  private final Clock clock;

  ForgetExecutions(Executions executions, Clock clock) {
    this.executions = executions;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 120_000, fixedDelay = 3_600_000)
  void forget() {
    int forgotten;
    int all = 0;
    do {
      forgotten = executions.forgetBefore(clock.instant().minus(KEEP));
      all += forgotten;
    } while (forgotten > 0);
    if (all > 0) {
      LOG.info("Forgot {} executions older than {} days", all, KEEP.toDays());
    }
  }
}
