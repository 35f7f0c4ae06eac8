package io.tributary.containers.bubblewrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.containers.ContainerSpec;
import io.tributary.containers.ContainerUser;
import io.tributary.containers.Mount;
import io.tributary.containers.groups.ControlGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The three stages from our process to a confined one, as shell scripts of the sandbox's folder.
 *
 * <p><b>supervise</b> stays outside, in a session of its own: it outlives us, keeps the exit code
 * and caps the log. <b>enter</b> joins the control group and takes its own network and mount
 * namespaces. <b>confine</b>, still root but in them, brings loopback up, lets any user bind any
 * port there, and binds root and mounts to a place that uid 65532 can reach even where they lie
 * under a folder that only root can enter; then it becomes uid 65532 for good and hands over to
 * bubblewrap, which so has nothing to give away.
 */
final class LaunchScript {
  /** A part of the log; at most two of these are kept beyond one turn. */
  private static final int TURN_OVER = ContainerSpec.LOG_BYTES / 2;

  private final ContainerSpec spec;
  private final Path root;
  private final List<String> command;
  private final Map<String, String> environment;
  private final String workingFolder;
  private final ControlGroup group;

  LaunchScript(
      ContainerSpec spec,
      Path root,
      List<String> command,
      Map<String, String> environment,
      String workingFolder,
      ControlGroup group) {
    this.spec = spec;
    this.root = root;
    this.command = command;
    this.environment = environment;
    this.workingFolder = workingFolder;
    this.group = group;
  }

  /** Writes the scripts; {@code supervise} is the one to run. */
  void write(Path folder, Path seccomp, String log) throws IOException {
    Files.writeString(folder.resolve("supervise"), supervise(folder, log));
    Files.writeString(folder.resolve("enter"), enter(folder));
    Files.writeString(folder.resolve("confine"), confine(folder, seccomp));
    Files.write(folder.resolve("arguments"), arguments());
  }

  private String supervise(Path folder, String log) {
    return """
    cd %1$s || exit 1
    echo $$ > pid
    umask 027
    log=%2$s
    : > "$log"
    {
      /bin/sh %3$s
      echo $? > exit.part
      mv exit.part exit
    } 2>&1 </dev/null | {
      size=0
      dropped=0
      older=0
      while dd bs=32768 count=128 of="$log" oflag=append conv=notrunc status=none; do
        now=$(stat -c %%s "$log") || break
        [ "$now" -eq "$size" ] && break
        size=$now
        if [ "$size" -gt %4$d ]; then
          mv "$log" "$log.1"
          dropped=$((dropped + older))
          older=$size
          echo "[log turned over; $dropped bytes dropped before ${log##*/}.1]" > "$log"
          size=$(stat -c %%s "$log")
        fi
      done
      exec cat > /dev/null
    }
    """
        .formatted(
            quoted(folder.toString()),
            quoted(log),
            quoted(folder.resolve("enter").toString()),
            TURN_OVER);
  }

  private String enter(Path folder) {
    var script = new StringBuilder();
    for (Path door : group.doors()) {
      script.append("echo 0 > ").append(quoted(door.toString())).append(" || exit 125\n");
    }
    script.append("ulimit -c 0\nulimit -n ").append(spec.limits().fileDescriptors()).append('\n');
    script
        .append("exec unshare --net --mount --propagation private /bin/sh ")
        .append(quoted(folder.resolve("confine").toString()))
        .append('\n');
    return script.toString();
  }

  private String confine(Path folder, Path seccomp) {
    Path place = reachable();
    var script = new StringBuilder("set -e\numask 022\n");
    script.append("ip link set lo up\n");
    script.append("echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start\n");
    script.append("exec 7> ").append(quoted(folder.resolve("info").toString())).append('\n');
    script.append("exec 8< ").append(quoted(folder.resolve("arguments").toString())).append('\n');
    script.append("exec 9< ").append(quoted(seccomp.toString())).append('\n');
    script.append("mount -t tmpfs -o size=256k,mode=0755 tmpfs ").append(place).append('\n');
    bind(script, root, place.resolve("root"), true);
    int number = 0;
    for (Mount mount : spec.mounts()) {
      Path at = place.resolve(String.valueOf(number++));
      bind(script, mount.source(), at, Files.isDirectory(mount.source()));
    }
    script.append("cd /\n");
    script
        .append("exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin setpriv")
        .append(" --reuid=" + ContainerUser.ID + " --regid=" + ContainerUser.ID)
        .append(" --clear-groups --inh-caps=-all --ambient-caps=-all --bounding-set=-all")
        .append(" --no-new-privs bwrap --args 8 --");
    command.forEach(word -> script.append(' ').append(quoted(word)));
    return script.append('\n').toString();
  }

  private static void bind(StringBuilder script, Path source, Path at, boolean folder) {
    script.append(folder ? "mkdir " : ": > ").append(at).append('\n');
    script
        .append("mount --bind ")
        .append(quoted(source.toString()))
        .append(' ')
        .append(at)
        .append('\n');
  }

  /** A folder every Linux has, and that hides nothing we still need. */
  private Path reachable() {
    return Stream.of("/mnt", "/media", "/srv", "/opt")
        .map(Path::of)
        .filter(Files::isDirectory)
        .filter(
            place ->
                !root.startsWith(place)
                    && spec.mounts().stream().noneMatch(m -> m.source().startsWith(place)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no place to mount at: make the folder /mnt"));
  }

  private byte[] arguments() {
    Path place = reachable();
    var words = new ArrayList<String>();
    add(words, "--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts");
    add(words, "--unshare-cgroup", "--disable-userns", "--cap-drop", "ALL");
    add(words, "--uid", "" + ContainerUser.ID, "--gid", "" + ContainerUser.ID);
    add(words, "--hostname", spec.name(), "--as-pid-1", "--new-session", "--clearenv");
    environment.forEach((name, value) -> add(words, "--setenv", name, value));
    add(words, "--ro-bind", place.resolve("root").toString(), "/");
    add(words, "--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev");
    groupsInside(words);
    add(words, "--size", String.valueOf(spec.limits().tmpMebibytes() * 1024L * 1024L));
    add(words, "--perms", "1777", "--tmpfs", "/tmp");
    int number = 0;
    for (Mount mount : spec.mounts()) {
      String at = place.resolve(String.valueOf(number++)).toString();
      add(words, mount.writable() ? "--bind" : "--ro-bind", at, mount.target());
    }
    add(words, "--chdir", workingFolder, "--seccomp", "9", "--info-fd", "7");
    return (String.join("\0", words) + "\0").getBytes(UTF_8);
  }

  /** Its own limits, read-only, so that a JVM sizes itself by them and not by the machine. */
  private void groupsInside(List<String> words) {
    add(words, "--size", "65536", "--perms", "0755", "--tmpfs", "/sys");
    switch (group.version()) {
      case ONE ->
          group
              .folders()
              .forEach(
                  (controller, folder) ->
                      add(words, "--ro-bind", folder.toString(), "/sys/fs/cgroup/" + controller));
      case TWO ->
          add(
              words,
              "--ro-bind",
              group.folders().values().iterator().next().toString(),
              "/sys/fs/cgroup");
    }
    add(words, "--remount-ro", "/sys");
  }

  private static void add(List<String> words, String... more) {
    words.addAll(List.of(more));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
