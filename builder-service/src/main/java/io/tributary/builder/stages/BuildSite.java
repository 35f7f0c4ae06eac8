package io.tributary.builder.stages;

import io.tributary.builder.builds.Build;
import io.tributary.builder.log.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.util.FileSystemUtils;

/**
 * Where one build happens: its folder, swept before and after, and its log. A worker that takes
 * over starts from an empty site; only the log goes on.
 */
public record BuildSite(Build build, Path folder, BuildLog log) implements AutoCloseable {

  /** Sweeps what an earlier worker left, and makes the folders. */
  public static BuildSite open(Build build, Path folder, BuildLog log) throws IOException {
    FileSystemUtils.deleteRecursively(folder);
    var site = new BuildSite(build, folder, log);
    for (var part : new Path[] {site.source(), site.door(), site.outcome()}) {
      Files.createDirectories(part);
      // The sandbox's user reads these; the folder around them keeps this machine's others out.
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return site;
  }

  /** The commit's tree. */
  Path source() {
    return folder.resolve("source");
  }

  /** What the sandbox sees as {@code /run/tributary}: sockets, settings and the agent. */
  Path door() {
    return folder.resolve("door");
  }

  /** What came out of the sandbox, and what is made of it. */
  Path outcome() {
    return folder.resolve("outcome");
  }

  void say(StageName stage, String text) {
    log.line(stage.word(), text);
  }

  @Override
  public void close() throws IOException {
    FileSystemUtils.deleteRecursively(folder);
  }
}
