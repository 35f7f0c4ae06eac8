package io.tributary.runtime.ledger;

import java.time.Clock;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps minutes for thirty days, then days. */
@Component
final class FoldLedger {
  private static final Duration MINUTES = Duration.ofDays(30);

  private final Ledger ledger;
  private final Clock clock;

  FoldLedger(Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 180_000, fixedDelay = 6 * 3_600_000)
  void fold() {
    ledger.fold(clock.instant().minus(MINUTES));
  }
}
