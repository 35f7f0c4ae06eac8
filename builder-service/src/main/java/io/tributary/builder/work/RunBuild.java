package io.tributary.builder.work;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.BuildFailure;
import io.tributary.builder.builds.BuildState;
import io.tributary.builder.builds.BuildState.Failed;
import io.tributary.builder.builds.BuildState.Running;
import io.tributary.builder.builds.BuildState.Succeeded;
import io.tributary.builder.builds.Builds;
import io.tributary.builder.builds.WorkerId;
import io.tributary.builder.image.Images;
import io.tributary.builder.image.MadeImage;
import io.tributary.builder.log.BuildLog;
import io.tributary.builder.quotas.BuildQuotas;
import io.tributary.builder.stages.BuildLine;
import io.tributary.builder.stages.BuildSite;
import io.tributary.builder.stages.StageBook;
import io.tributary.builder.stages.StageFailed;
import io.tributary.contracts.problems.Blame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out one claimed build to its end, and reports it. */
public final class RunBuild {
  private static final Logger LOG = LoggerFactory.getLogger(RunBuild.class);
  private static final int MOST_ATTEMPTS = 3;

  private final Builds builds;
  private final FinishBuild finishBuild;
  private final Images images;
  private final BuildLine line;
  private final BuildQuotas quotas;
  private final BuildJournal journal;
  private final Path sites;
  private final Clock clock;

  /**
   * @param sites where each build gets its folder
   */
  public RunBuild(
      Builds builds,
      FinishBuild finishBuild,
      Images images,
      BuildLine line,
      BuildQuotas quotas,
      BuildJournal journal,
      Path sites,
      Clock clock) {
    this.builds = builds;
    this.finishBuild = finishBuild;
    this.images = images;
    this.line = line;
    this.quotas = quotas;
    this.journal = journal;
    this.sites = sites;
    this.clock = clock;
  }

  /**
   * Runs the build.
   *
   * @throws InterruptedException where it was stopped: cancelled, taken over, or the service stops
   */
  public void run(Build build, WorkerId worker) throws InterruptedException {
    try (var log = journal.open(build.id())) {
      var book = new StageBook(log);
      try {
        var end = outcome(build, log, book);
        finish(build, worker, end, log, book);
      } catch (InterruptedException stopped) {
        stopped(build, log, book);
        throw stopped;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("The log of build " + build.id() + " failed.", failure);
    }
  }

  private BuildState outcome(Build build, BuildLog log, StageBook book)
      throws InterruptedException {
    try {
      return ((Running) build.state()).attempt() > MOST_ATTEMPTS ? lost() : made(build, log, book);
    } catch (StageFailed failed) {
      book.endCurrent("failed", failed.failure().message());
      return new Failed(failed.failure(), clock.instant());
    } catch (IOException | RuntimeException broken) {
      if (Thread.interrupted()) {
        throw stoppedBy(broken);
      }
      LOG.warn("Build {} broke", build.id(), broken);
      // The cause may name machines and paths, which are the operator's and nobody else's.
      var message =
          "A part of the platform failed in this stage. The operator finds the cause under build "
              + build.id()
              + ".";
      var failure =
          new BuildFailure(book.current().word(), "platform-failed", message, Blame.PLATFORM);
      book.endCurrent("failed", message);
      return new Failed(failure, clock.instant());
    }
  }

  private BuildState made(Build build, BuildLog log, StageBook book)
      throws StageFailed, IOException, InterruptedException {
    if (((Running) build.state()).attempt() > 1) {
      log.line("fetch", "Started again: the worker that had this build was lost.");
    }
    var order = build.order();
    var base = images.base();
    Optional<Succeeded> before =
        builds
            .made(order.version().component(), order.commit(), base)
            .filter(made -> images.has(made.image()));
    if (before.isPresent()) {
      var made = before.get();
      log.line("image", "This commit was built before; its image is taken: " + made.image());
      return succeeded(new MadeImage(made.image(), made.bytes(), made.bytesBesideBase()), base);
    }
    var full = quotas.storageFull(order.organization());
    if (full.isPresent()) {
      return storageFull(full.get());
    }
    try (var site = BuildSite.open(build, sites.resolve(build.id().toString()), log)) {
      return succeeded(line.run(site, book), base);
    }
  }

  private BuildState succeeded(MadeImage image, String base) {
    return new Succeeded(
        image.digest(), image.bytes(), image.bytesBesideBase(), base, clock.instant());
  }

  /** The caller's fault, so that the version's number becomes free. */
  private BuildState storageFull(long mebibytes) {
    return new Failed(
        new BuildFailure(
            "fetch",
            "storage-full",
            "The images of the organization's components take the %d MiB that they may take (quota storage). Ask the platform's operator for more, then push again."
                .formatted(mebibytes),
            Blame.CALLER),
        clock.instant());
  }

  private BuildState lost() {
    return new Failed(
        new BuildFailure(
            "fetch",
            "worker-lost",
            "Three workers were lost while they had this build. The operator has to look.",
            Blame.PLATFORM),
        clock.instant());
  }

  private void finish(Build build, WorkerId worker, BuildState end, BuildLog log, StageBook book) {
    var after = finishBuild.finish(build.id(), worker, end).orElse(build);
    if (after.state().isFinal()) {
      writeEnd(after, log, book);
    }
  }

  private void stopped(Build build, BuildLog log, StageBook book) {
    // Whoever stopped us has changed the state before.
    builds
        .find(build.id())
        .filter(after -> after.state() instanceof BuildState.Cancelled)
        .ifPresent(
            after -> {
              book.endCurrent("cancelled", "cancelled");
              writeEnd(after, log, book);
            });
  }

  private void writeEnd(Build after, BuildLog log, StageBook book) {
    journal.end(after, book.results(), log);
  }

  private static InterruptedException stoppedBy(Exception broken) {
    var stopped = new InterruptedException("stopped inside a stage");
    stopped.initCause(broken);
    return stopped;
  }
}
