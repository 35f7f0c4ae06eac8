package io.tributary.containers;

import io.tributary.contracts.names.ImageDigest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to start. Begin with {@link #of} and add.
 *
 * @param name unique among running containers; {@code [a-z0-9][a-z0-9-]{0,62}}
 * @param command empty: the image's entrypoint
 * @param environment beside the image's own; never a secret
 * @param log output goes here as it is written, at most {@link #LOG_BYTES} in this file and a
 *     second one named {@code <log>.1} that holds what came before; a line says where bytes were
 *     dropped. A reader that follows starts again at 0 where the file became shorter. Empty: only
 *     {@link Container#logTail}
 * @param timeLimit killed when over
 */
public record ContainerSpec(
    String name,
    ImageDigest image,
    List<String> command,
    Map<String, String> environment,
    List<Mount> mounts,
    Limits limits,
    Map<String, String> labels,
    Optional<Path> log,
    Optional<Duration> timeLimit) {

  /** Cap of a log file, 8 MiB; twice that with the one before. */
  public static final int LOG_BYTES = 8 * 1024 * 1024;

  public ContainerSpec {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new IllegalArgumentException("not a container name: " + name);
    }
    for (String variable : environment.keySet()) {
      if (!variable.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw new IllegalArgumentException("not a variable name: " + variable);
      }
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    mounts = List.copyOf(mounts);
    labels = Map.copyOf(labels);
  }

  /** The image's entrypoint under ordinary limits, with nothing mounted. */
  public static ContainerSpec of(String name, ImageDigest image) {
    return new ContainerSpec(
        name,
        image,
        List.of(),
        Map.of(),
        List.of(),
        Limits.ordinary(),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  public ContainerSpec withCommand(List<String> command) {
    return new ContainerSpec(
        name, image, command, environment, mounts, limits, labels, log, timeLimit);
  }

  public ContainerSpec withEnvironment(Map<String, String> environment) {
    return new ContainerSpec(
        name, image, command, environment, mounts, limits, labels, log, timeLimit);
  }

  public ContainerSpec withMounts(List<Mount> mounts) {
    return new ContainerSpec(
        name, image, command, environment, mounts, limits, labels, log, timeLimit);
  }

  public ContainerSpec withLimits(Limits limits) {
    return new ContainerSpec(
        name, image, command, environment, mounts, limits, labels, log, timeLimit);
  }

  public ContainerSpec withLabels(Map<String, String> labels) {
    return new ContainerSpec(
        name, image, command, environment, mounts, limits, labels, log, timeLimit);
  }

  public ContainerSpec withLog(Path log) {
    return new ContainerSpec(
        name, image, command, environment, mounts, limits, labels, Optional.of(log), timeLimit);
  }

  public ContainerSpec withTimeLimit(Duration timeLimit) {
    return new ContainerSpec(
        name, image, command, environment, mounts, limits, labels, log, Optional.of(timeLimit));
  }
}
