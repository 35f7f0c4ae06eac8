package io.tributary.host;

import io.tributary.protocol.tck.HostContract;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The finished jar beside the SDK's, as in an image, held against the protocol. */
class JavaHostIT extends HostContract {
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx64m",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "-XX:-UsePerfData");

  @Override
  protected ProcessBuilder host(Path folder) {
    return command();
  }

  @Override
  protected String main() {
    return Behaviours.class.getName();
  }

  static ProcessBuilder command() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.add("-cp");
    command.add(
        String.join(
            File.pathSeparator,
            Path.of("target", "component-host-java-0.1.0.jar").toString(),
            sdk(),
            Path.of("target", "test-classes").toString()));
    command.add("io.tributary.host.Main");
    return new ProcessBuilder(command);
  }

  /** A jar in a whole build, a folder of classes in a part of one. */
  private static String sdk() {
    var source = io.tributary.sdk.Action.class.getProtectionDomain().getCodeSource();
    try {
      var path = Path.of(source.getLocation().toURI());
      if (!Files.exists(path)) {
        throw new IllegalStateException("no SDK at " + path);
      }
      return path.toString();
    } catch (java.net.URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
