package io.tributary.platform.postgres;

import io.tributary.platform.home.SecretFile;
import io.tributary.platform.home.StartRefused;
import io.tributary.platform.home.Unpacked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The data folder of PostgreSQL; appears whole, by a rename, or not at all. */
record Cluster(Path folder, Path binaries, RootBridge bridge) {

  void initialise(SecretFile superuserPassword, Path log) {
    if (Files.exists(folder.resolve("PG_VERSION"))) {
      return;
    }
    bridge.require();
    var temporary = folder.resolveSibling(folder.getFileName() + ".new");
    Unpacked.delete(temporary);
    var command = new ArrayList<>(bridge.prefix());
    command.addAll(
        List.of(
            binaries.resolve("bin/initdb").toString(),
            "-D",
            temporary.toString(),
            "-U",
            "postgres",
            "--pwfile=" + superuserPassword.path(),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C"));
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      int exit = builder.start().waitFor();
      if (exit != 0) {
        throw refused(log, null);
      }
      Files.move(temporary, folder);
    } catch (IOException broken) {
      throw refused(log, broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw refused(log, interrupted);
    }
  }

  private static StartRefused refused(
      Path log, @org.jspecify.annotations.Nullable Throwable cause) {
    var refused =
        new StartRefused(
            "postgres-not-initialised",
            "initdb could not make PostgreSQL's data folder.",
            "Read " + log);
    if (cause != null) {
      refused.initCause(cause);
    }
    return refused;
  }
}
