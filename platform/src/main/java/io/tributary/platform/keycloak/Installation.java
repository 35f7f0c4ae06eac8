package io.tributary.platform.keycloak;

import io.tributary.platform.home.StartRefused;
import io.tributary.platform.home.Unpacked;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keycloak unpacked and augmented: what can be decided before the start is decided once (about half
 * a minute), and every start is quick.
 */
record Installation(Path folder) {
  private static final List<String> BUILD =
      List.of(
          "build",
          "--db=postgres",
          "--features=organization",
          "--health-enabled=true",
          // On the one port that there is: a port of its own would be one more to claim.
          "--http-management-health-enabled=false",
          "--http-relative-path=/auth");

  static Installation prepare(Path archive, Path folder, Path java, Path log) {
    var installation = new Installation(Unpacked.once(archive, folder));
    var stamp = folder.resolve(".augmented");
    try {
      if (!options().equals(read(stamp))) {
        try (var channel =
                FileChannel.open(
                    folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var _ = channel.lock()) {
          if (!options().equals(read(stamp))) {
            installation.augment(java, log);
            Files.writeString(stamp, options());
          }
        }
      }
      return installation;
    } catch (IOException broken) {
      throw refused(log, broken);
    }
  }

  /** What {@code kc.sh} would run, without its shell between us and the process. */
  List<String> command(Path java, List<String> memory, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.addAll(memory);
    command.addAll(
        List.of(
            "-Dkc.home.dir=" + folder,
            "-Djboss.server.config.dir=" + folder.resolve("conf"),
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Dpicocli.disable.closures=true",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "-cp",
            folder.resolve("lib/quarkus-run.jar").toString(),
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    command.addAll(arguments);
    return command;
  }

  private static String options() {
    return String.join(" ", BUILD);
  }

  private static String read(Path stamp) throws IOException {
    return Files.exists(stamp) ? Files.readString(stamp) : "";
  }

  private void augment(Path java, Path log) throws IOException {
    try {
      int exit =
          new ProcessBuilder(command(java, List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"), BUILD))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start()
              .waitFor();
      // 10 says: augmented, start again.
      if (exit != 0 && exit != 10) {
        throw refused(log, null);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw refused(log, interrupted);
    }
  }

  private static StartRefused refused(Path log, @Nullable Throwable cause) {
    var refused =
        new StartRefused(
            "keycloak-not-built",
            "Keycloak could not be prepared.",
            "Read " + log + ", then start again.");
    if (cause != null) {
      refused.initCause(cause);
    }
    return refused;
  }
}
