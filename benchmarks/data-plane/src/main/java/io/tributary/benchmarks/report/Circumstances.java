package io.tributary.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * When, where and with what a run was made.
 *
 * @param load of the machine before the run, over a minute
 */
public record Circumstances(LocalDate day, String commit, int rounds, String load, long seconds) {
  private static final String VERSIONS =
      "Kafka 4.4.0, Kafka Streams 4.3.1, Spring Cloud Stream 5.0.2, Spring Kafka 4.1.2, Camel"
          + " 4.22.0";

  /** The machine's load average over the last minute. */
  public static String loadNow() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0];
    } catch (IOException unknown) {
      return "unknown";
    }
  }

  String text() {
    return """
    %s, commit %s, %d rounds in %d min; %d processors (%s), load %s before; JDK %s; %s.
    One broker (KRaft) on the same machine. "Tributary" is the step runner in its own process and
    the component behind the step protocol in another, with the flags of the product.
    """
        .formatted(
            day,
            commit,
            rounds,
            Math.round(seconds / 60.0),
            Runtime.getRuntime().availableProcessors(),
            processor(),
            load,
            Runtime.version().feature(),
            VERSIONS);
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException unknown) {
      return "unknown";
    }
  }
}
