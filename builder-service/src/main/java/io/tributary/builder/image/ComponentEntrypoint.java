package io.tributary.builder.image;

import java.util.List;

/** How a Java component's image starts. The one place of the JVM's flags. */
public final class ComponentEntrypoint {
  public static final String HOST = "/tributary/host";
  public static final String DEPENDENCIES = "/tributary/lib";
  public static final String COMPONENT = "/tributary/component";

  // Small and quick: one collector thread, no mapped statistics file. Both compilers: an idle step
  // never wakes the second one, a busy one costs a third less with it. A component without memory is
  // better started again than left half alive.
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:MaxRAMPercentage=60",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          "-Xshare:auto",
          "-Xss512k");

  private ComponentEntrypoint() {}

  /** The image's entrypoint. */
  public static List<String> command() {
    var command = new java.util.ArrayList<String>();
    command.add("/opt/java/bin/java");
    command.addAll(FLAGS);
    command.add("-cp");
    command.add(HOST + "/*:" + DEPENDENCIES + "/*:" + COMPONENT + "/*");
    command.add("io.tributary.host.Main");
    return List.copyOf(command);
  }
}
