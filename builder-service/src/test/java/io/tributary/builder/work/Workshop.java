package io.tributary.builder.work;

import io.tributary.builder.builds.BuildFixtures;
import io.tributary.builder.builds.BuildId;
import io.tributary.builder.builds.Builds;
import io.tributary.builder.image.ImageParts;
import io.tributary.builder.image.Images;
import io.tributary.builder.image.MadeImage;
import io.tributary.builder.log.BuildLogs;
import io.tributary.builder.quotas.BuildQuotas;
import io.tributary.builder.quotas.FakeBuildUses;
import io.tributary.builder.sources.Sources;
import io.tributary.builder.stages.BuildLine;
import io.tributary.builder.stages.FakeLine;
import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.quotas.Quota;
import io.tributary.foundation.quotas.Quotas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.transaction.support.TransactionOperations;

/** A builder for tests: real workers, logs and rules; sources, sandbox and images are fakes. */
final class Workshop {
  final Builds builds;
  final BuildLogs logs;
  final BuildWorkers workers;
  final FinishBuild finishBuild;
  final FakeBuildUses uses = new FakeBuildUses();
  final Limits limits = new Limits();
  final AtomicInteger made = new AtomicInteger();
  final CountDownLatch sandboxEntered = new CountDownLatch(1);

  Workshop(
      Builds builds,
      Announcements announcements,
      TransactionOperations transactions,
      Path folder,
      String process,
      Duration inSandbox)
      throws IOException {
    this.builds = builds;
    var clock = Clock.systemUTC();
    logs = new BuildLogs(folder.resolve("builds"), Json.mapper(), clock);
    finishBuild = new FinishBuild(builds, announcements, transactions, clock);
    BuildLine line =
        FakeLine.of(
            Workshop::source,
            images(),
            folder,
            () -> {
              sandboxEntered.countDown();
              Thread.sleep(inSandbox);
            });
    var journal = new BuildJournal(logs, new BuildLinks("http://localhost:8080"), clock);
    var quotas = new BuildQuotas(new Quotas(Map.of(), limits::get), uses, clock);
    var run =
        new RunBuild(
            builds, finishBuild, images(), line, quotas, journal, folder.resolve("sites"), clock);
    workers =
        new BuildWorkers(
            builds, quotas, run, new WorkerSettings(2, Duration.ofSeconds(3)), process, clock);
  }

  /** What every organization may have, beside what is usual. */
  static final class Limits {
    private volatile Map<String, Long> all = Map.of();

    void set(Quota quota, long limit) {
      all = Map.of(quota.word(), limit);
    }

    Map<String, Long> get(OrganizationName organization) {
      return all;
    }
  }

  boolean isFinal(long id) {
    return builds.find(new BuildId(id)).orElseThrow().state().isFinal();
  }

  List<String> log(long id) throws IOException {
    return logs.from(new BuildId(id), 1).next();
  }

  private static Sources.SourceTree source(
      ComponentRef component, String reference, CommitId commit, Path into) throws IOException {
    Files.writeString(into.resolve("pom.xml"), "<project/>");
    return new Sources.SourceTree(1, 10, BuildFixtures.NOON, List.of());
  }

  private Images images() {
    return new Images() {
      @Override
      public String base() {
        return "base-1";
      }

      @Override
      public boolean has(ImageDigest image) {
        return true;
      }

      @Override
      public MadeImage make(ImageParts parts) {
        made.incrementAndGet();
        return new MadeImage(BuildFixtures.IMAGE, 40_000_000, 4_000_000);
      }
    };
  }
}
