package io.tributary.faults.bed;

import io.tributary.faults.process.Program;
import io.tributary.faults.process.Programs;
import io.tributary.faults.process.Programs.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The step runners: each a process with a stable id, and a log of all its lives. */
public final class Runners {
  static final String MAIN_CLASS = "io.tributary.runner.Main";

  private final Programs programs;
  private final Path folder;
  private final Map<String, String> environment;
  private final Map<String, Program> running = new TreeMap<>();

  /**
   * @param environment what all runners are told
   */
  Runners(Programs programs, Path folder, Map<String, String> environment) {
    this.programs = programs;
    this.folder = folder;
    this.environment = Map.copyOf(environment);
  }

  public void start(String id) throws IOException {
    start(id, Map.of());
  }

  /**
   * Starts a life of the runner.
   *
   * @param more settings of this life, for example the fault points
   */
  public synchronized void start(String id, Map<String, String> more) throws IOException {
    var settings = new TreeMap<>(environment);
    settings.putAll(more);
    settings.put("TRIBUTARY_RUNNER_ID", id);
    running.put(
        id,
        programs.start(
            id,
            new Launch(
                MAIN_CLASS,
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"),
                List.of(),
                settings,
                log(id))));
  }

  /** Those whose process lives. */
  public synchronized List<Program> alive() {
    var alive = new ArrayList<Program>();
    for (var runner : running.values()) {
      if (runner.isAlive()) {
        alive.add(runner);
      }
    }
    return alive;
  }

  public synchronized Program runner(String id) {
    return java.util.Objects.requireNonNull(running.get(id), id);
  }

  /** Everything that the runner has said in all its lives. */
  public List<String> said(String id) throws IOException {
    return Files.readAllLines(log(id));
  }

  private Path log(String id) {
    return folder.resolve(id + ".log");
  }
}
