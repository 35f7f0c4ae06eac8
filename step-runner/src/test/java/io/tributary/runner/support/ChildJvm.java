package io.tributary.runner.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts a main class of this test's class path in a process of its own. */
public final class ChildJvm {
  private ChildJvm() {}

  public static Process start(
      Path log,
      List<String> flags,
      Map<String, String> environment,
      String main,
      List<String> arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath(), main));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }

  /** Surefire hides the true class path behind a jar of its own. */
  private static String classPath() {
    var own = System.getProperty("java.class.path");
    return System.getProperty("surefire.test.class.path", own == null ? "" : own)
        .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
  }
}
