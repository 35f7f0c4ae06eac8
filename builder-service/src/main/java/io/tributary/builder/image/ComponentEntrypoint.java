package io.tributary.builder.image;

import java.util.ArrayList;
import java.util.List;

/** How a Java component's image starts. The one place of the JVM's flags. */
public final class ComponentEntrypoint {
  public static final String HOST = "/tributary/host";
  public static final String DEPENDENCIES = "/tributary/lib";
  public static final String COMPONENT = "/tributary/component";

  // Small and quick: one collector thread, no mapped statistics file. Both compilers: an idle step
  // never wakes the second one, a busy one costs a third less with it. A component without memory
  // is better started again than left half alive. What compiling took from malloc is given back.
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:MaxRAMPercentage=60",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          "-Xss512k",
          "-XX:TrimNativeHeapInterval=30000",
          // A start cache is mapped where it was made for: not moved, its pages stay the file's,
          // and steps of one image share them. Nothing is lost: a step's code is a stranger's
          // anyway.
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0",
          // Compiling what training called often would be most of an idle host's work.
          "-XX:-AOTReplayTraining",
          // No bytes become objects here, and nobody is let in from beside.
          "-Djdk.serialFilter=!*",
          "-XX:+DisableAttachMechanism");

  private ComponentEntrypoint() {}

  /** What the JVM is told, beside the class path. */
  static List<String> flags() {
    return FLAGS;
  }

  /**
   * The image's entrypoint.
   *
   * @param classPath every jar by its place, since a start cache is good for one order only
   */
  static List<String> command(List<String> classPath) {
    var command = new ArrayList<String>();
    command.add("/opt/java/bin/java");
    command.addAll(FLAGS);
    command.add("-cp");
    command.add(String.join(":", classPath));
    command.add("io.tributary.host.Main");
    return List.copyOf(command);
  }
}
