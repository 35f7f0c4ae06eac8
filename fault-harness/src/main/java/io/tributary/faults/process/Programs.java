package io.tributary.faults.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Starts main classes of this class path in processes of their own. Whatever still lives is killed,
 * by its id, when this is closed and also when this JVM ends by a signal.
 */
public final class Programs implements AutoCloseable {
  private final Set<Process> alive = ConcurrentHashMap.newKeySet();
  private final boolean training;
  private final Set<String> inTraining = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private final Thread atExit = Thread.ofPlatform().unstarted(this::killAll);

  /** They start from the start caches of this build, where it has some. */
  public Programs() {
    this(false);
  }

  private Programs(boolean training) {
    this.training = training;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** The first of each main class leaves a start cache when it ends in order. */
  public static Programs inTraining() {
    return new Programs(true);
  }

  /**
   * What is started.
   *
   * @param flags of the JVM
   * @param log its output is appended there
   */
  public record Launch(
      String main,
      List<String> flags,
      List<String> arguments,
      Map<String, String> environment,
      Path log) {
    public Launch {
      flags = List.copyOf(flags);
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }
  }

  public Program start(String name, Launch launch) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(launch.flags());
    command.addAll(startCache(launch.main()));
    command.addAll(List.of("-cp", StartCaches.classPath(), launch.main()));
    command.addAll(launch.arguments());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(launch.environment());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
    synchronized (this) {
      if (closed) {
        throw new IOException(name + " is not started any more: everything is being ended");
      }
      var process = builder.start();
      alive.add(process);
      var _ = process.onExit().thenAccept(alive::remove);
      return new Program(name, process);
    }
  }

  @Override
  public void close() {
    killAll();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException endingAnyway) {
      // The hook is running: it has done the same.
    }
  }

  private void killAll() {
    synchronized (this) {
      closed = true;
    }
    var last = List.copyOf(alive);
    last.forEach(Process::destroyForcibly);
    last.forEach(
        process -> process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join());
  }

  private List<String> startCache(String main) {
    return !training
        ? StartCaches.use(main)
        : inTraining.add(main) ? StartCaches.train(main) : List.of();
  }
}
