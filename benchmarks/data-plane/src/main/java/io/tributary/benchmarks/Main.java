package io.tributary.benchmarks;

import io.tributary.benchmarks.figures.Figure;
import io.tributary.benchmarks.figures.Run;
import io.tributary.benchmarks.figures.Values;
import io.tributary.benchmarks.processes.Lab;
import io.tributary.benchmarks.processes.Programs;
import io.tributary.benchmarks.report.Circumstances;
import io.tributary.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;

/** The command behind {@code benchmarks/data-plane/run}. Exit 1: a side could not be measured. */
public final class Main {
  private static final String DOCUMENT = "docs/performance.md";

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Options options;
    try {
      options = Options.of(arguments);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    var root = Path.of(System.getProperty("tributary.root", "."));
    var folder = Files.createTempDirectory("tributary-bench");
    var load = Circumstances.loadNow();
    long begun = System.nanoTime();
    var values = new Values();
    try (var lab = Lab.open(new Programs(root, options.profile()), folder)) {
      new Run(lab, options.figures(), options.sides(), values).rounds(options.rounds());
    }
    var report =
        new Report(
            values,
            new Circumstances(
                LocalDate.now(Clock.systemUTC()),
                System.getProperty("tributary.commit", "unknown"),
                options.rounds(),
                load,
                (System.nanoTime() - begun) / 1_000_000_000));
    System.out.println(report.text());
    if (options.write()) {
      report.writeInto(root.resolve(DOCUMENT));
      System.out.println("Written into " + DOCUMENT);
    }
    if (values.failures().isEmpty() && !options.profile()) {
      delete(folder);
    } else {
      System.out.println("Logs and recordings are in " + folder);
    }
    System.exit(values.failures().isEmpty() ? 0 : 1);
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** The figures that are called so, in small letters. */
  static Figure figure(String name) {
    try {
      return Figure.valueOf(name.toUpperCase(java.util.Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "--only: there is no figure \"%s\"; there are %s."
              .formatted(name, java.util.List.of(Figure.values()))
              .toLowerCase(java.util.Locale.ROOT),
          unknown);
    }
  }
}
