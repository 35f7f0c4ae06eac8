package io.tributary.platform.launch;

import io.tributary.platform.home.Home;
import io.tributary.platform.home.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What this machine offers, asked and never changed. */
final class Machine {
  private static final long MEBIBYTE = 1L << 20;
  private static final long LEAST_DISK = 1024 * MEBIBYTE;
  private static final long LITTLE_DISK = 4096 * MEBIBYTE;
  private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

  /**
   * @throws StartRefused when less is free than the first start needs
   */
  void requireDisk(Home home) {
    long free = home.freeBytes();
    if (free < LEAST_DISK) {
      throw new StartRefused(
          "disk-full",
          "Only " + free / MEBIBYTE + " MiB are free on the disk of " + home.data() + ".",
          "Free at least 1 GiB, or name a folder on another disk with --data DIR.");
    }
  }

  Optional<String> littleDisk(Home home) {
    long free = home.freeBytes();
    return free < LITTLE_DISK
        ? Optional.of(free / MEBIBYTE + " MiB free: builds of components may need more")
        : Optional.empty();
  }

  /** How steps will be contained, or what is missing for it. */
  Containment containment(boolean dockerAllowed) {
    var docker = dockerAllowed ? new DockerEngine().version() : Optional.<String>empty();
    if (docker.isPresent()) {
      return new Containment(true, docker.get());
    }
    return bubblewrap()
        .map(version -> new Containment(true, "sandbox (bubblewrap " + version + ")"))
        .orElseGet(
            () ->
                new Containment(
                    false, "none; install one: apt-get install bubblewrap (or docker.io)"));
  }

  boolean setsid() {
    return run("setsid", "--version").isPresent();
  }

  private static Optional<String> bubblewrap() {
    return run("bwrap", "--version");
  }

  /** The version in what a program prints; empty when it is missing or fails. */
  private static Optional<String> run(String... command) {
    try {
      var output = Files.createTempFile("tributary", ".out");
      try {
        var process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.SECONDS) || process.exitValue() != 0) {
          process.destroyForcibly();
          return Optional.empty();
        }
        return version(output);
      } finally {
        Files.delete(output);
      }
    } catch (IOException missing) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<String> version(Path output) throws IOException {
    var found = VERSION.matcher(Files.readString(output));
    return Optional.of(found.find() ? found.group() : "");
  }

  /**
   * What steps run in.
   *
   * @param text for people: its name and version, or what to install
   */
  record Containment(boolean possible, String text) {}
}
