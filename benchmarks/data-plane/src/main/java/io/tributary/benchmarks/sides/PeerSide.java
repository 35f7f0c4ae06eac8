package io.tributary.benchmarks.sides;

import io.tributary.benchmarks.peers.PeerTask;
import io.tributary.benchmarks.processes.Children;
import io.tributary.benchmarks.processes.Children.Program;
import io.tributary.benchmarks.processes.Lab;
import io.tributary.benchmarks.processes.Programs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A peer's program.
 *
 * @param libraries the class path, of those that the build laid out
 */
public record PeerSide(
    String name,
    Class<?> program,
    PeerTask.Mode mode,
    boolean tuned,
    Function<Programs, String> libraries)
    implements Side {
  /** Tuned for two processors: no collector thread competes with the work. */
  private static final List<String> TUNED =
      List.of("-Xms256m", "-Xmx512m", "-XX:+UseParallelGC", "-XX:ParallelGCThreads=2");

  @Override
  public Running start(Lab lab, Job job) {
    var task = new PeerTask(lab.bootstrap(), job.group(), job.topics(), job.work(), mode, tuned);
    var name = job.steps().getFirst();
    var process =
        lab.children()
            .start(
                new Program(
                    name,
                    tuned ? TUNED : List.of(),
                    libraries.apply(lab.programs()),
                    program.getName(),
                    task.arguments()),
                Map.of());
    return new PeerProcess(lab.children(), name, process);
  }

  private record PeerProcess(Children children, String log, Process process) implements Running {
    @Override
    public List<ProcessHandle> processes() {
      return List.of(process.toHandle());
    }

    @Override
    public boolean isAlive() {
      return process.isAlive();
    }

    @Override
    public String lastWords() {
      return children.lastWords(log);
    }

    @Override
    public void close() {
      children.end(process, Duration.ofSeconds(6));
    }
  }
}
