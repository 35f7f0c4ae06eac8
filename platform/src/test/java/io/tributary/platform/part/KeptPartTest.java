package io.tributary.platform.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.platform.home.StartRefused;
import io.tributary.platform.process.LiveProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptPartTest {
  private final FakePart part = new FakePart();
  private final KeptPart kept = new KeptPart(part, Duration.ofMillis(10));

  @Test
  void aPartThatDiesIsBroughtBack() throws InterruptedException {
    kept.start();
    var first = part.started.poll(5, TimeUnit.SECONDS);

    first.destroyForcibly();

    var second = part.started.poll(10, TimeUnit.SECONDS);
    assertThat(second).isNotNull();
    kept.stop();
    assertThat(second.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(kept.state()).isInstanceOf(PartState.Stopped.class);
  }

  @Test
  void aPartWhoseStartBreaksIsTriedAgain() throws InterruptedException {
    kept.start();
    part.breaks.set(2);

    part.started.poll(5, TimeUnit.SECONDS).destroyForcibly();

    assertThat(part.started.poll(20, TimeUnit.SECONDS)).isNotNull();
    assertThat(part.breaks).hasValue(0);
    kept.stop();
  }

  @Test
  void aStoppedPartStaysDown() throws InterruptedException {
    kept.start();
    part.started.clear();

    kept.stop();

    assertThat(part.started.poll(1500, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void aFirstStartThatIsRefusedIsTold() {
    part.refusal = new StartRefused("full", "No room.", "Make some.");

    assertThatThrownBy(kept::start)
        .isInstanceOf(StartRefused.class)
        .hasMessage("No room. Make some.");
    assertThat(kept.state()).isInstanceOf(PartState.Failed.class);
  }

  /** Its process is a real one, so that its death is real. */
  private static final class FakePart implements Part {
    private final BlockingQueue<Process> started = new LinkedBlockingQueue<>();
    private volatile StartRefused refusal;
    private final AtomicInteger breaks = new AtomicInteger();
    private volatile Process running;

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public PartState.Running start() {
      if (refusal != null) {
        throw refusal;
      }
      if (breaks.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("broken");
      }
      try {
        running = new ProcessBuilder("sleep", "60").start();
      } catch (IOException unstarted) {
        throw new UncheckedIOException(unstarted);
      }
      started.add(running);
      var start = running.info().startInstant().orElseThrow();
      return new PartState.Running(
          "fake 1", "here", false, new LiveProcess(running.pid(), start, ""), Duration.ZERO);
    }

    @Override
    public void stop() {
      if (running != null) {
        running.destroyForcibly();
      }
    }
  }
}
