package io.tributary.builder.leaving;

import io.tributary.builder.builds.BuildId;
import io.tributary.builder.log.BuildLogs;
import io.tributary.builder.sandbox.BuildSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/**
 * What of single builds lies on this machine: logs, and what workers that were killed left of their
 * builds' folders, sources included. The upstream's artifacts and the base image's layers are kept
 * for all builds together and say nothing of whose they were.
 *
 * @param sites where each build gets its folder
 */
public record BuildFiles(BuildLogs logs, BuildSandbox sandbox, Path sites) {

  /** Deletes what there is of a build that has ended; nothing happens where there is nothing. */
  void delete(BuildId build) {
    try {
      var site = sites.resolve(build.toString());
      if (Files.exists(site)) {
        // Its sandbox outlives a worker that was killed.
        sandbox.clear(build);
        FileSystemUtils.deleteRecursively(site);
      }
      logs.delete(build);
    } catch (IOException failure) {
      throw new UncheckedIOException("The files of build " + build + " stay.", failure);
    }
  }
}
