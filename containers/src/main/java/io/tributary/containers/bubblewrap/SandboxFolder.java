package io.tributary.containers.bubblewrap;

import io.tributary.containers.ContainerSpec;
import io.tributary.containers.logs.CappedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a sandbox leaves on disk, so that the next process of ours finds it again: who it is, its
 * supervisor's process id, and how it ended.
 */
record SandboxFolder(Path path) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * Written before the start.
   *
   * @param deadline when its time is over, in milliseconds since 1970; 0: never
   */
  record Identity(
      String name, Map<String, String> labels, String log, long startedAt, long deadline) {
    Instant started() {
      return Instant.ofEpochMilli(startedAt);
    }
  }

  Identity describe(ContainerSpec spec, Instant now) throws IOException {
    Path log = spec.log().map(Path::toAbsolutePath).orElse(path.resolve("log"));
    if (log.getParent() != null) {
      Files.createDirectories(log.getParent());
    }
    Files.deleteIfExists(CappedLog.olderOf(log));
    var identity =
        new Identity(
            spec.name(),
            spec.labels(),
            log.toString(),
            now.toEpochMilli(),
            spec.timeLimit().map(limit -> now.plus(limit).toEpochMilli()).orElse(0L));
    Path aside = path.resolve("identity.part");
    Files.writeString(aside, MAPPER.writeValueAsString(identity));
    Files.move(aside, path.resolve("identity.json"), StandardCopyOption.ATOMIC_MOVE);
    return identity;
  }

  Optional<Identity> identity() throws IOException {
    Path file = path.resolve("identity.json");
    try {
      return Files.exists(file)
          ? Optional.of(MAPPER.readValue(Files.readString(file), Identity.class))
          : Optional.empty();
    } catch (JacksonException e) {
      throw new IOException("not a sandbox's identity: " + file, e);
    }
  }

  /** The process that waits for the sandbox's end; empty where it is gone. */
  Optional<ProcessHandle> supervisor() throws IOException {
    Path file = path.resolve("pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String pid = Files.readString(file).strip();
    return pid.isEmpty()
        ? Optional.empty()
        : ProcessHandle.of(Long.parseLong(pid)).filter(this::supervises);
  }

  /** The sandbox's first process as this machine numbers it; empty until it runs. */
  Optional<Long> firstProcess() throws IOException {
    Path file = path.resolve("info");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = Files.readString(file);
    if (!text.contains("}")) {
      return Optional.empty();
    }
    return Optional.of(MAPPER.readTree(text).path("child-pid").asLong());
  }

  /** The exit code; empty while it runs, and where its supervisor was killed. */
  Optional<Integer> exitCode() throws IOException {
    Path file = path.resolve("exit");
    return Files.exists(file)
        ? Optional.of(Integer.valueOf(Files.readString(file).strip()))
        : Optional.empty();
  }

  void delete() throws IOException {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (var files = Files.list(path)) {
      for (Path file : List.copyOf(files.toList())) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(path);
  }

  /** Process ids come round again: the supervisor is the one whose command names this folder. */
  private boolean supervises(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"))
          .contains(path.toString());
    } catch (IOException e) {
      return false;
    }
  }
}
