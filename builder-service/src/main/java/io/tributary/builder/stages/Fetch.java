package io.tributary.builder.stages;

import io.tributary.builder.sources.SourceRefused;
import io.tributary.builder.sources.Sources;
import io.tributary.builder.sources.Sources.SourceTree;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** Brings the commit's tree to the site; asks again where the registry does not answer yet. */
public final class Fetch {
  private static final List<Duration> WAITS =
      List.of(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(5));

  private final Sources sources;

  public Fetch(Sources sources) {
    this.sources = sources;
  }

  SourceTree fetch(BuildSite site) throws StageFailed, IOException, InterruptedException {
    for (var wait : WAITS) {
      try {
        return attempt(site);
      } catch (IOException failure) {
        site.say(StageName.FETCH, failure.getMessage() + " Asking again.");
        Thread.sleep(wait);
        FileSystemUtils.deleteRecursively(site.source());
        java.nio.file.Files.createDirectories(site.source());
      }
    }
    return attempt(site);
  }

  private SourceTree attempt(BuildSite site) throws StageFailed, IOException {
    var order = site.build().order();
    try {
      return sources.fetch(
          order.version().component(), order.reference(), order.commit(), site.source());
    } catch (SourceRefused refused) {
      throw StageFailed.byCaller(StageName.FETCH, refused.code(), refused.reason());
    }
  }
}
