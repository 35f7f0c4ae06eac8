package io.tributary.benchmarks.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The JVMs of a run. None outlives it: they are ended, by their own handles, when this process ends
 * in whatever way but {@code kill -9}.
 */
public final class Children {
  private final Path java;
  private final Path logs;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  /**
   * Ends what still runs when this process ends.
   *
   * @param logs folder of what the children say, one file each
   */
  public Children(Path java, Path logs) {
    this.java = java;
    this.logs = logs;
    Runtime.getRuntime().addShutdownHook(new Thread(this::killAll));
  }

  /**
   * What is started.
   *
   * @param name of its log file
   */
  public record Program(
      String name, List<String> flags, String classPath, String main, List<String> arguments) {}

  public Process start(Program program, Map<String, String> environment) {
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.addAll(program.flags());
    command.addAll(List.of("-cp", program.classPath(), program.main()));
    command.addAll(program.arguments());
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log(program.name()).toFile()));
    try {
      var process = builder.start();
      running.add(process);
      return process;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Asks it to end, waits so long, and kills it then. */
  public void end(Process process, Duration patience) {
    process.destroy();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        kill(process);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    running.remove(process);
  }

  /** As {@code kill -9}; waits until it is gone. */
  public void kill(Process process) {
    process.destroyForcibly();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    running.remove(process);
  }

  /** The last lines that it said. */
  public String lastWords(String name) {
    try {
      var lines = Files.readAllLines(log(name));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    } catch (IOException unreadable) {
      return "(its log cannot be read)";
    }
  }

  public Path log(String name) {
    return logs.resolve(name + ".log");
  }

  private void killAll() {
    running.forEach(Process::destroyForcibly);
  }
}
