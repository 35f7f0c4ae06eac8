package io.tributary.faults.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Where and with what a run was made.
 *
 * @param revision commit of the source, and whether files differed from it
 */
public record Machine(
    String hardware, String system, String runtime, String broker, String revision) {
  /** As it is now. */
  public static Machine here() {
    return new Machine(
        "%s, %d cores, %s of memory"
            .formatted(
                entry("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                memory()),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        kafkaVersion(),
        commit());
  }

  private static String memory() {
    var kibibytes = entry("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
    return kibibytes.isEmpty()
        ? "unknown size"
        : "%.0f GiB".formatted(Long.parseLong(kibibytes) / 1048576.0);
  }

  private static String entry(String file, String name) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException notLinux) {
      return "";
    }
  }

  private static String kafkaVersion() {
    try (var stream = Machine.class.getResourceAsStream("/kafka/kafka-version.properties")) {
      var properties = new Properties();
      if (stream != null) {
        properties.load(stream);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException unreadable) {
      return "unknown";
    }
  }

  private static String commit() {
    var head = git("rev-parse", "--short=12", "HEAD");
    return git("status", "--porcelain", "--untracked-files=no").isEmpty()
        ? head
        : head + ", with uncommitted changes";
  }

  private static String git(String... arguments) {
    try {
      var command = new ArrayList<>(List.of("git"));
      command.addAll(List.of(arguments));
      var git = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 ? said : "unknown";
    } catch (IOException noGit) {
      return "unknown";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
