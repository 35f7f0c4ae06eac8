package io.tributary.host.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class InFlightTest {
  private final InFlight inFlight = new InFlight();

  @Test
  void idAndCreditAreFreeBeforeTheEndIsSaid() {
    inFlight.add(1, Thread.currentThread());

    inFlight.ending(1);

    assertThat(inFlight.count()).isZero();
    assertThat(inFlight.add(1, new Thread(() -> {}))).isTrue();
  }

  @Test
  void callThatEndsCannotBeCancelledAnyMore() {
    inFlight.add(1, Thread.currentThread());
    inFlight.cancel(1);

    inFlight.ending(1);
    inFlight.cancel(1);

    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void itIsCrowdedWhileACallHasNotBegun() {
    inFlight.add(1, Thread.currentThread());
    inFlight.add(2, Thread.currentThread());
    inFlight.begin();

    assertThat(inFlight.isCrowded()).isTrue();
    inFlight.begin();

    assertThat(inFlight.isCrowded()).isFalse();
  }

  @Test
  void drainWaitsForTheEndToBeSaid() throws InterruptedException {
    inFlight.add(1, Thread.currentThread());
    inFlight.ending(1);
    var drain = Thread.ofVirtual().start(this::awaitNone);

    assertThat(drain.join(Duration.ofMillis(50))).isFalse();
    inFlight.ended(1);

    assertThat(drain.join(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void lateEndOfACallLeavesTheNextOneOfItsIdAlone() throws InterruptedException {
    inFlight.add(1, Thread.currentThread());
    inFlight.ending(1);
    var next = new Thread(() -> {});
    inFlight.add(1, next);

    inFlight.ended(1);

    assertThat(inFlight.count()).isEqualTo(1);
  }

  private void awaitNone() {
    try {
      inFlight.awaitNone();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
