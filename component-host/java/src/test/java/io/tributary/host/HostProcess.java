package io.tributary.host;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that an image starts, with test components in the component's place. */
public final class HostProcess {
  private HostProcess() {}

  /** Ready to be started; the worker's folder is still to be put into its environment. */
  public static ProcessBuilder command() {
    return new ProcessBuilder(
        command(
            String.join(
                File.pathSeparator,
                Path.of("target", "component-host-java-0.1.0.jar").toString(),
                sdk(),
                Path.of("target", "test-classes").toString())));
  }

  /** The same on another class path. */
  public static List<String> command(String classPath) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    try {
      command.addAll(Files.readAllLines(Path.of("src/main/resources/io/tributary/host/jvm-flags")));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    command.addAll(List.of("-cp", classPath, "io.tributary.host.Main"));
    return command;
  }

  /** A jar in a whole build, a folder of classes in a part of one. */
  public static String sdk() {
    var source = io.tributary.sdk.Action.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
