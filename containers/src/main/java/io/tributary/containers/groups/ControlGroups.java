package io.tributary.containers.groups;

import io.tributary.containers.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where this machine's control groups lie: one tree (version 2), or one per controller (version 1).
 *
 * @param folders the folder under which groups are made, by controller; all the same in version 2
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
 */
public record ControlGroups(Version version, Map<String, Path> folders) {
  /** The name of the group in which all lie that give way. */
  public static final String BACKGROUND = "tributary-background";

  private static final List<String> NEEDED = List.of("memory", "pids", "cpu");

  /**
   * Without these a JVM of version 1 does not believe the others, and sizes itself by the machine.
   */
  private static final List<String> WANTED = List.of("cpuacct", "cpuset");

  /** Of the kernel's interface. */
  public enum Version {
    ONE,
    TWO
  }

  /** Finds the trees; empty where memory, processes or CPU cannot be limited. */
  public static Optional<ControlGroups> find() throws IOException {
    return find(Files.readAllLines(Path.of("/proc/self/mountinfo")));
  }

  static Optional<ControlGroups> find(List<String> mounts) throws IOException {
    var version1 = new LinkedHashMap<String, Path>();
    for (String line : mounts) {
      String[] halves = line.split(" - ", 2);
      String[] place = halves[0].split(" ", -1);
      String[] kind = halves.length == 2 ? halves[1].split(" ", -1) : new String[0];
      if (kind.length < 3 || place.length < 5) {
        continue;
      }
      Path folder = Path.of(place[4]);
      if (kind[0].equals("cgroup2") && controllers(folder).containsAll(NEEDED)) {
        var all = new LinkedHashMap<String, Path>();
        NEEDED.forEach(controller -> all.put(controller, folder.resolve("tributary")));
        return Optional.of(new ControlGroups(Version.TWO, all));
      }
      if (kind[0].equals("cgroup")) {
        Stream.concat(NEEDED.stream(), WANTED.stream())
            .filter(controller -> List.of(kind[2].split(",", -1)).contains(controller))
            .forEach(controller -> version1.put(controller, folder.resolve("tributary")));
      }
    }
    return version1.keySet().containsAll(NEEDED)
        ? Optional.of(new ControlGroups(Version.ONE, version1))
        : Optional.empty();
  }

  /** Makes a group with these limits. */
  public ControlGroup create(String name, Limits limits) throws IOException {
    if (limits.givesWay()) {
      makeBackground();
      return background().make(name, limits);
    }
    return make(name, limits);
  }

  /**
   * Makes the group in which all lie that give way: together they weigh a quarter of what one
   * process weighs that is in no group.
   */
  public void makeBackground() throws IOException {
    var background = background();
    background.makeFolders();
    background.weigh();
  }

  /** A group by name, whether it is there or not. */
  public ControlGroup group(String name) {
    var givingWay = background().in(name);
    return givingWay.isThere() ? givingWay : in(name);
  }

  private ControlGroup make(String name, Limits limits) throws IOException {
    makeFolders();
    var group = in(name);
    group.create(limits);
    return group;
  }

  private void makeFolders() throws IOException {
    for (Path folder : Set.copyOf(folders.values())) {
      Files.createDirectories(folder);
    }
    if (version == Version.TWO) {
      delegate();
    }
  }

  private void weigh() throws IOException {
    var cpu = Objects.requireNonNull(folders.get("cpu"));
    switch (version) {
      case ONE -> Files.writeString(cpu.resolve("cpu.shares"), "256");
      case TWO -> Files.writeString(cpu.resolve("cpu.weight"), "25");
    }
  }

  private ControlGroups background() {
    var beside = new LinkedHashMap<String, Path>();
    folders.forEach(
        (controller, folder) -> beside.put(controller, folder.resolveSibling(BACKGROUND)));
    return new ControlGroups(version, beside);
  }

  private ControlGroup in(String name) {
    var own = new LinkedHashMap<String, Path>();
    folders.forEach((controller, folder) -> own.put(controller, folder.resolve(name)));
    return new ControlGroup(version, own);
  }

  private void delegate() throws IOException {
    Path ours = folders.values().iterator().next();
    for (Path parent : List.of(ours.resolveSibling(""), ours)) {
      Path control = parent.resolve("cgroup.subtree_control");
      var present = List.of(Files.readString(control).strip().split(" ", -1));
      for (String controller : NEEDED) {
        if (!present.contains(controller)) {
          Files.writeString(control, "+" + controller);
        }
      }
    }
  }

  private static List<String> controllers(Path folder) throws IOException {
    Path file = folder.resolve("cgroup.controllers");
    return Files.exists(file) ? List.of(Files.readString(file).strip().split(" ", -1)) : List.of();
  }
}
