package io.tributary.builder.work;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.Builds;
import io.tributary.builder.builds.WorkerId;
import io.tributary.builder.quotas.BuildQuotas;
import io.tributary.foundation.persistence.Reach;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The workers of this process. Each claims a build whose turn it is, keeps its lease alive, and
 * runs it; one that stops in order gives its build back, one that is killed lets its lease run out.
 */
public final class BuildWorkers implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(BuildWorkers.class);
  // Another process may have queued a build, or lost one: look even if nobody wakes us.
  private static final Duration REST = Duration.ofSeconds(1);

  private final Builds builds;
  private final BuildQuotas quotas;
  private final RunBuild runBuild;
  private final WorkerSettings settings;
  private final String process;
  private final Clock clock;
  private final Semaphore wakes = new Semaphore(0);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;

  /**
   * @param process unique for this start of this process
   */
  public BuildWorkers(
      Builds builds,
      BuildQuotas quotas,
      RunBuild runBuild,
      WorkerSettings settings,
      String process,
      Clock clock) {
    this.builds = builds;
    this.quotas = quotas;
    this.runBuild = runBuild;
    this.settings = settings;
    this.process = process;
    this.clock = clock;
  }

  /** A build was queued. */
  public void wake() {
    wakes.release();
  }

  @Override
  public synchronized void start() {
    running = true;
    for (int number = 1; number <= settings.workers(); number++) {
      var worker = new WorkerId(process + "-" + number);
      threads.add(Thread.ofVirtual().name("builder-" + number).start(() -> work(worker)));
    }
  }

  @Override
  public synchronized void stop() {
    running = false;
    threads.forEach(Thread::interrupt);
    try {
      for (var thread : threads) {
        thread.join(Duration.ofSeconds(10));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    threads.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void work(WorkerId worker) {
    while (running) {
      try {
        var claimed = builds.claim(worker, clock.instant(), settings.lease(), quotas.held());
        if (claimed.isPresent()) {
          var build = claimed.get();
          Reach.of(build.order().organization())
              .call(
                  () -> {
                    run(build, worker);
                    return build;
                  });
        } else if (wakes.tryAcquire(REST.toMillis(), TimeUnit.MILLISECONDS)) {
          wakes.drainPermits();
        }
      } catch (InterruptedException stopped) {
        LOG.debug("Worker {} was interrupted", worker);
      } catch (RuntimeException failure) {
        LOG.warn("Worker {} goes on after: {}", worker, failure.toString());
        rest();
      }
    }
  }

  private void run(Build build, WorkerId worker) throws InterruptedException {
    LOG.info("Build {} of {} starts", build.id(), build.order().version());
    try (var _ = Heartbeat.start(builds, build.id(), worker, settings.lease(), clock)) {
      runBuild.run(build, worker);
    } catch (InterruptedException stopped) {
      // Cancelled or taken over: not ours any more, and this changes nothing.
      builds.change(build.id(), now -> now.released(worker, clock.instant()));
      throw stopped;
    }
  }

  private void rest() {
    try {
      Thread.sleep(REST);
    } catch (InterruptedException stopped) {
      LOG.debug("Interrupted while resting");
    }
  }
}
