package com.mallory.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What of the machine can be read, and what of it can be written to. */
final class Places {
  private static final List<String> NEVER_THERE =
      List.of(
          "/var/run/docker.sock",
          "/run/docker.sock",
          "/run/containerd/containerd.sock",
          "/var/run/secrets/kubernetes.io/serviceaccount/token",
          "/run/secrets",
          "/root/.m2",
          "/proc/sched_debug",
          "/sys/kernel/debug",
          "/sys/kernel/security");

  private static final List<String> NEVER_READ =
      List.of("/proc/kcore", "/proc/kmsg", "/proc/1/mem", "/dev/mem", "/dev/sda", "/dev/vda");

  private static final List<String> NEVER_WRITTEN =
      List.of(
          "/proc/sys/kernel/core_pattern",
          "/proc/sysrq-trigger",
          "/sys/fs/cgroup/release_agent",
          "/sys/fs/cgroup/cgroup.procs",
          "/run/tributary/token",
          "/opt/java/bin/java");

  private Places() {}

  static void look(Said said) throws IOException {
    for (var path : NEVER_THERE) {
      boolean there = hasSomething(Path.of(path));
      said.add(there, "R7 " + path, there ? "is there" : "is not there");
    }
    for (var path : NEVER_READ) {
      said.add(isRead(Path.of(path)), "R7 read " + path, "tried");
    }
    for (var path : NEVER_WRITTEN) {
      said.add(isOpened(Path.of(path)), "R7 write " + path, "tried");
    }
    neighbours(said);
  }

  /** The folder of this worker, and nobody's beside it. */
  private static void neighbours(Said said) throws IOException {
    try (var files = Files.list(Path.of("/run/tributary"))) {
      var names = files.map(file -> file.getFileName().toString()).sorted().toList();
      boolean own = List.of("egress.sock", "step.sock", "token").containsAll(names);
      said.add(!own, "R7 other workers' folders", names);
    }
    try (var processes = Files.list(Path.of("/proc"))) {
      long others =
          processes
              .map(file -> file.getFileName().toString())
              .filter(name -> name.matches("[0-9]+"))
              .count();
      said.add(others > 2, "R7 processes of others", others + " in sight");
    }
  }

  /** Masked places are there, and empty. */
  private static boolean hasSomething(Path path) {
    if (!Files.exists(path)) {
      return false;
    }
    if (!Files.isDirectory(path)) {
      return isRead(path);
    }
    try (var inside = Files.list(path)) {
      return inside.findAny().isPresent();
    } catch (IOException refused) {
      return false;
    }
  }

  private static boolean isRead(Path path) {
    try (var in = Files.newInputStream(path)) {
      return in.read() >= 0;
    } catch (IOException refused) {
      return false;
    }
  }

  private static boolean isOpened(Path path) {
    try (var out = Files.newOutputStream(path, StandardOpenOption.WRITE)) {
      return out != null;
    } catch (IOException refused) {
      return false;
    }
  }
}
