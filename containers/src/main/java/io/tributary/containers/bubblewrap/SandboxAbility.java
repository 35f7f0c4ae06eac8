package io.tributary.containers.bubblewrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.containers.ContainerRefused;
import io.tributary.containers.ContainerRefused.Code;
import io.tributary.containers.ContainerUser;
import io.tributary.containers.groups.ControlGroups;
import io.tributary.containers.seccomp.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** That this machine can confine, found out by trying; else a refusal that names the remedy. */
record SandboxAbility(Architecture architecture, ControlGroups groups, String version) {
  /** What each program is installed with on Debian. */
  private static final Map<String, String> PROGRAMS =
      Map.of(
          "bwrap", "bubblewrap",
          "ip", "iproute2",
          "setpriv", "util-linux",
          "unshare", "util-linux",
          "mount", "mount",
          "setsid", "util-linux",
          "dd", "coreutils",
          "stat", "coreutils");

  static SandboxAbility require() throws ContainerRefused, IOException {
    requirePrograms();
    if (!ContainerUser.isRoot()) {
      throw refusal(
          "only root can limit a sandbox's memory and CPU on this machine",
          "Start Tributary as root, or use Docker: apt-get install docker.io");
    }
    var architecture =
        Architecture.here()
            .orElseThrow(
                () ->
                    refusal(
                        "no seccomp filter for processor " + System.getProperty("os.arch"),
                        "Use Docker: apt-get install docker.io"));
    var groups =
        ControlGroups.find()
            .orElseThrow(
                () ->
                    refusal(
                        "no control groups for memory, processes and CPU are mounted",
                        "Mount them, or use Docker: apt-get install cgroupfs-mount docker.io"));
    requireNamespaces();
    return new SandboxAbility(architecture, groups, output(List.of("bwrap", "--version")));
  }

  private static void requirePrograms() throws ContainerRefused {
    var missing = new TreeSet<String>();
    var packages = new TreeSet<String>();
    PROGRAMS.forEach(
        (program, of) -> {
          if (List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin").stream()
              .noneMatch(folder -> Files.isExecutable(Path.of(folder, program)))) {
            missing.add(program);
            packages.add(of);
          }
        });
    if (!missing.isEmpty()) {
      throw refusal(
          "no container engine answers, and the sandbox lacks " + String.join(", ", missing),
          "apt-get install " + String.join(" ", packages));
    }
  }

  /** The same steps as a start, over this machine's own root. */
  private static void requireNamespaces() throws ContainerRefused, IOException {
    String answer =
        output(
            List.of(
                "unshare",
                "--net",
                "--mount",
                "--propagation",
                "private",
                "/bin/sh",
                "-c",
                "ip link set lo up && echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start"
                    + " && mount -t tmpfs tmpfs /mnt && exec setpriv --reuid="
                    + ContainerUser.ID
                    + " --regid="
                    + ContainerUser.ID
                    + " --clear-groups --no-new-privs bwrap --unshare-user --unshare-pid"
                    + " --disable-userns --ro-bind / / --proc /proc --dev /dev"
                    + " /bin/echo confined"));
    if (!answer.equals("confined")) {
      throw refusal(
          "this machine's kernel does not let the sandbox make namespaces: " + answer,
          "Allow user namespaces (sysctl kernel.unprivileged_userns_clone=1,"
              + " kernel.apparmor_restrict_unprivileged_userns=0), or use Docker:"
              + " apt-get install docker.io");
    }
  }

  private static String output(List<String> command) throws IOException {
    var starting = new ProcessBuilder(command).redirectErrorStream(true);
    starting.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    var process = starting.start();
    process.getOutputStream().close();
    try (var out = process.getInputStream()) {
      String text = new String(out.readNBytes(4_096), UTF_8).strip();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "no answer within 20 s";
      }
      return text;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static ContainerRefused refusal(String message, String advice) {
    return new ContainerRefused(Code.NO_CONFINEMENT, message, advice);
  }
}
