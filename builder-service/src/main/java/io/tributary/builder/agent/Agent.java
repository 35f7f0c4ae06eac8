package io.tributary.builder.agent;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;

/**
 * The main class of the build sandbox: {@code Agent <source> <work> <door> <port> <maven args…>}.
 *
 * <p>Copies the read-only source into the sized work folder, runs Maven there, and sends the
 * outcome through the door's {@code output.sock}. Exit code: Maven's own; 3 where sending failed.
 */
public final class Agent {
  private Agent() {}

  public static void main(String[] arguments) throws Exception {
    var source = Path.of(arguments[0]);
    var work = Path.of(arguments[1]);
    var door = Path.of(arguments[2]);
    int port = Integer.parseInt(arguments[3]);
    var maven = java.util.Arrays.copyOfRange(arguments, 4, arguments.length);

    SourceCopy.copy(source, work);
    Tunnel.open(port, door.resolve("artifacts.sock"));
    int code = runMaven(maven);
    if (code == 0) {
      code = send(work, door.resolve("output.sock"));
    }
    System.out.flush();
    // A plug-in may have left threads behind: the sandbox ends with Maven.
    Runtime.getRuntime().halt(code);
  }

  private static int runMaven(String[] arguments) throws ReflectiveOperationException {
    var launcher = Class.forName("org.codehaus.plexus.classworlds.launcher.Launcher");
    try {
      return (int)
          launcher.getMethod("mainWithExitCode", String[].class).invoke(null, (Object) arguments);
    } catch (InvocationTargetException failure) {
      System.out.println("[ERROR] Maven could not be started: " + failure.getCause());
      return 1;
    }
  }

  private static int send(Path work, Path socket) {
    try {
      Output.send(work.resolve("target"), socket);
      return 0;
    } catch (IOException failure) {
      System.out.println("[ERROR] The classes could not be handed over: " + failure.getMessage());
      return 3;
    }
  }
}
