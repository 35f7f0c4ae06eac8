package io.tributary.builder.log;

import io.tributary.builder.builds.BuildId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/** The logs of all builds, one file each: {@code <folder>/<build>/log.jsonl}. */
public final class BuildLogs {
  private final Path folder;
  private final JsonMapper json;
  private final Clock clock;

  public BuildLogs(Path folder, JsonMapper json, Clock clock) {
    this.folder = folder;
    this.json = json;
    this.clock = clock;
  }

  /** Opens a build's log for writing; one writer at a time. A torn last line is cut off. */
  public BuildLog open(BuildId build) throws IOException {
    var file = file(build);
    Files.createDirectories(file.getParent());
    return BuildLog.open(file, json, clock);
  }

  /** A reader that starts at a line (1-based); a build without a log reads as an empty one. */
  public LogFollower from(BuildId build, long line) {
    return new LogFollower(file(build), json, line);
  }

  /** Whether the build has a log here. */
  public boolean has(BuildId build) {
    return Files.exists(file(build));
  }

  /** Copies a build's log as it lies; its last line may be torn while somebody writes it. */
  public void copy(BuildId build, OutputStream out) throws IOException {
    Files.copy(file(build), out);
  }

  /** Deletes a build's log, which nobody writes any more; nothing happens where there is none. */
  public void delete(BuildId build) throws IOException {
    FileSystemUtils.deleteRecursively(folder(build));
  }

  private Path file(BuildId build) {
    return folder(build).resolve("log.jsonl");
  }

  private Path folder(BuildId build) {
    return folder.resolve(build.toString());
  }
}
