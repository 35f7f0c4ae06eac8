package io.tributary.benchmarks.sides;

import io.tributary.benchmarks.processes.Children.Program;
import io.tributary.benchmarks.processes.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A step runner in a process of its own, as the platform starts it, with its workers. */
final class RunnerProcess implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "-Xms256m",
          "-Xmx512m",
          "-Xmn192m",
          "-XX:SurvivorRatio=3",
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:ReservedCodeCacheSize=48m",
          "-XX:+ExitOnOutOfMemoryError");

  private final Lab lab;
  private final String id;
  private final String log;
  private final Path workersFolder;
  private final WorkerProcesses workers;
  private Process process;

  private RunnerProcess(
      Lab lab,
      String id,
      String log,
      Path workersFolder,
      WorkerProcesses workers,
      Process process) {
    this.lab = lab;
    this.id = id;
    this.log = log;
    this.workersFolder = workersFolder;
    this.workers = workers;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param id stable name of the runner
   */
  static RunnerProcess start(Lab lab, String id, String log) throws IOException {
    var folder = Files.createTempDirectory("tbw");
    var workers = WorkerProcesses.start(lab, folder, log + "-hosts");
    return new RunnerProcess(
        lab, id, log, folder, workers, process(lab, id, log, folder, workers.address()));
  }

  /** Runner and workers, those that live. */
  List<ProcessHandle> processes() {
    var handles = new ArrayList<ProcessHandle>();
    handles.add(process.toHandle());
    workers.processes().forEach(worker -> handles.add(worker.toHandle()));
    return handles;
  }

  ProcessHandle runner() {
    return process.toHandle();
  }

  List<Process> workers() {
    return workers.processes();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String lastWords() {
    return lab.children().lastWords(log) + "\n" + lab.children().lastWords(log + "-hosts");
  }

  /** As kill -9 of the runner; its workers end of themselves. */
  void kill() {
    lab.children().kill(process);
  }

  void startAgain() {
    process = process(lab, id, log, workersFolder, workers.address());
  }

  @Override
  public void close() {
    lab.programs().dump(processes(), lab.folder());
    lab.children()
        .end(process, Duration.ofSeconds(lab.programs().isTraining(lab.folder()) ? 90 : 12));
    workers.close();
  }

  private static Process process(Lab lab, String id, String log, Path workers, String runtime) {
    try {
      var flags = new ArrayList<>(FLAGS);
      flags.addAll(lab.programs().startCache(lab.folder()));
      flags.addAll(lab.programs().profiling(lab.folder(), log));
      var secret = Files.writeString(lab.folder().resolve("secret"), "s");
      return lab.children()
          .start(
              new Program(
                  log, flags, lab.programs().runner(), "io.tributary.runner.Main", List.of()),
              Map.of(
                  "TRIBUTARY_RUNNER_ID",
                  id,
                  "TRIBUTARY_KAFKA_BOOTSTRAP",
                  lab.bootstrap(),
                  "TRIBUTARY_RUNTIME_URL",
                  runtime,
                  "TRIBUTARY_OIDC_ISSUER",
                  runtime,
                  "TRIBUTARY_CLIENT_ID",
                  "step-runner",
                  "TRIBUTARY_CLIENT_SECRET_FILE",
                  secret.toString(),
                  "TRIBUTARY_WORKERS_DIR",
                  workers.toString()));
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
