package io.tributary.platform.runner;

import io.tributary.platform.home.Distribution;
import io.tributary.platform.home.Home;
import io.tributary.platform.part.Part;
import io.tributary.platform.part.PartState;
import io.tributary.platform.process.ChildPlan;
import io.tributary.platform.process.Children;
import io.tributary.platform.process.LiveProcess;
import io.tributary.platform.process.StartCache;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The step runner, in a JVM of its own: strangers' messages pass through it, the services' secrets
 * do not.
 *
 * <p>It has no address; it counts as started when its process runs, and follows the broker and the
 * runtime service by itself.
 */
public final class StepRunner implements Part {
  private static final String MAIN = "io.tributary.runner.Main";
  // It has no health address: one that refuses its settings is gone by then.
  private static final Duration SETTLED = Duration.ofMillis(1500);

  private final Home home;
  private final Distribution distribution;
  private final Children children;
  private final Path java;
  private final Map<String, String> environment;

  public StepRunner(
      Home home,
      Distribution distribution,
      Children children,
      Path java,
      Map<String, String> environment) {
    this.home = home;
    this.distribution = distribution;
    this.children = children;
    this.java = java;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return "runner";
  }

  @Override
  public PartState.Running start() {
    long begun = System.nanoTime();
    var plan =
        new ChildPlan(
            name(),
            command(),
            environment,
            new TreeMap<>(environment).toString(),
            "-Dtributary.data=" + home.data(),
            LiveProcess.Request.TERMINATE,
            Duration.ofSeconds(10),
            home.log(name()));
    var started = children.start(plan, () -> System.nanoTime() - begun > SETTLED.toNanos());
    return new PartState.Running(
        "step runner",
        "workers in " + home.workers(),
        started.adopted(),
        started.process(),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  private List<String> command() {
    var classPath = distribution.runnerClassPath();
    var command =
        new ArrayList<>(
            List.of(
                java.toString(),
                "-Xms256m",
                // A young generation in which messages end before they are moved out of it: the
                // collector takes a quarter of a processor from a busy runner otherwise.
                "-Xmx512m",
                "-Xmn192m",
                "-XX:SurvivorRatio=3",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djdk.serialFilter=!*"));
    command.addAll(new StartCache(home.parts(), name(), classPath).flags(true));
    command.addAll(
        List.of("-Dtributary.data=" + home.data(), "-cp", Distribution.joined(classPath), MAIN));
    return command;
  }

  @Override
  public void stop() {
    children.end(name(), Duration.ofSeconds(20));
  }
}
