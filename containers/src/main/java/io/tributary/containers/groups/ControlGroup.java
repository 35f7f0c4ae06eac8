package io.tributary.containers.groups;

import io.tributary.containers.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** One container's control group: its limits, its processes, and its end. */
public record ControlGroup(ControlGroups.Version version, Map<String, Path> folders) {
  private static final int PERIOD_MICROSECONDS = 100_000;

  /** Bubblewrap's own two processes, and a shell before them, count as well. */
  private static final int OWN_PROCESSES = 3;

  void create(Limits limits) throws IOException {
    for (Path folder : distinct()) {
      Files.createDirectories(folder);
    }
    String memory = String.valueOf(limits.memoryMebibytes() * 1024L * 1024L);
    String pids = String.valueOf(limits.pids() + OWN_PROCESSES);
    String quota = String.valueOf((long) (limits.mostCpus() * PERIOD_MICROSECONDS));
    write("pids", "pids.max", pids);
    switch (version) {
      case ONE -> {
        write("memory", "memory.limit_in_bytes", memory);
        writeWhereKnown("memory", "memory.memsw.limit_in_bytes", memory);
        writeWhereKnown("memory", "memory.swappiness", "0");
        write("cpu", "cpu.cfs_period_us", String.valueOf(PERIOD_MICROSECONDS));
        write("cpu", "cpu.cfs_quota_us", quota);
        write("cpu", "cpu.shares", weight(limits, 1_024, 2, 262_144));
        if (folders.containsKey("cpuset")) {
          inheritCpuset();
        }
      }
      case TWO -> {
        write("memory", "memory.max", memory);
        writeWhereKnown("memory", "memory.swap.max", "0");
        writeWhereKnown("memory", "memory.oom.group", "1");
        write("cpu", "cpu.max", quota + " " + PERIOD_MICROSECONDS);
        write("cpu", "cpu.weight", weight(limits, 100, 1, 10_000));
      }
    }
  }

  /** The weight of its processors, where a group that asks for one has {@code ofOne}. */
  private static String weight(Limits limits, int ofOne, int least, int most) {
    return String.valueOf(Math.clamp(Math.round(limits.cpus() * ofOne), least, most));
  }

  boolean isThere() {
    return Files.isDirectory(folder("cpu"));
  }

  /** Files that a process writes 0 into to enter the group. */
  public List<Path> doors() {
    return distinct().stream().map(folder -> folder.resolve("cgroup.procs")).toList();
  }

  public List<Long> processes() throws IOException {
    try {
      return Files.readAllLines(folder("pids").resolve("cgroup.procs")).stream()
          .map(Long::valueOf)
          .filter(pid -> pid > 0)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** Whether a process of it was killed for want of memory. */
  public boolean outOfMemory() throws IOException {
    Path file =
        folder("memory")
            .resolve(
                switch (version) {
                  case ONE -> "memory.oom_control";
                  case TWO -> "memory.events";
                });
    return Files.exists(file)
        && Files.readAllLines(file).stream()
            .anyMatch(line -> line.startsWith("oom_kill ") && !line.equals("oom_kill 0"));
  }

  /** Kills every process, also those that are being born; returns when none is left. */
  public void kill() throws IOException {
    if (!Files.exists(folder("pids"))) {
      return;
    }
    writeWhereKnown("pids", "pids.max", "0");
    writeWhereKnown("pids", "cgroup.kill", "1");
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    for (var left = processes(); !left.isEmpty(); left = processes()) {
      left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      if (System.nanoTime() > until) {
        throw new IOException("processes survive their killing: " + left);
      }
      pause();
    }
  }

  /** Removes the empty group. */
  public void delete() throws IOException {
    for (Path folder : distinct()) {
      Files.deleteIfExists(folder);
    }
  }

  private void inheritCpuset() throws IOException {
    Path own = folder("cpuset");
    Path parent = own.resolveSibling("");
    for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
      String all = Files.readString(parent.resolve("..").resolve(file));
      if (Files.readString(parent.resolve(file)).isBlank()) {
        Files.writeString(parent.resolve(file), all);
      }
      Files.writeString(own.resolve(file), Files.readString(parent.resolve(file)));
    }
  }

  private Path folder(String controller) {
    Path folder = folders.get(controller);
    if (folder == null) {
      throw new IllegalStateException("no control group for " + controller);
    }
    return folder;
  }

  private List<Path> distinct() {
    return new ArrayList<>(new LinkedHashSet<>(folders.values()));
  }

  private void write(String controller, String file, String value) throws IOException {
    Files.writeString(folder(controller).resolve(file), value);
  }

  private void writeWhereKnown(String controller, String file, String value) throws IOException {
    if (Files.exists(folder(controller).resolve(file))) {
      write(controller, file, value);
    }
  }

  private static void pause() throws IOException {
    try {
      // The kernel ends what it was told to end on its own time, and tells nobody.
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while killing", e);
    }
  }
}
