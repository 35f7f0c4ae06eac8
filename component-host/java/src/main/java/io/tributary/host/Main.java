package io.tributary.host;

import io.tributary.host.egress.GrantedHosts;
import io.tributary.host.egress.Tunnels;
import io.tributary.host.session.End;
import io.tributary.host.session.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process of a worker. Its only setting is {@code TRIBUTARY_SOCKET_DIR}, the folder of {@code
 * step.sock}, {@code egress.sock} and {@code token}; {@code /run/tributary} where it is not set.
 *
 * <p>Exit codes: 0 drained, 69 runner gone, 70 runner broke the protocol, 71 a mapping did not
 * stop, 78 the component cannot start.
 */
public final class Main {
  private static final String FOLDER = "TRIBUTARY_SOCKET_DIR";

  private Main() {}

  public static void main(String[] arguments) {
    var errors = System.err;
    var end = End.LOST;
    try {
      var folder = System.getenv(FOLDER);
      end = talk(Path.of(folder == null ? "/run/tributary" : folder), errors);
    } catch (IOException failure) {
      errors.println(
          "component host: no runner at step.sock ("
              + failure
              + "). Set "
              + FOLDER
              + " to the worker's folder.");
    }
    errors.flush();
    // Not exit: a component's shutdown hooks and threads must not keep an ended worker alive.
    Runtime.getRuntime().halt(end.exitCode());
  }

  private static End talk(Path folder, PrintStream errors) throws IOException {
    var token = Files.readString(folder.resolve("token"), StandardCharsets.US_ASCII).strip();
    try (var socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.connect(UnixDomainSocketAddress.of(folder.resolve("step.sock")));
      var logs = new java.util.concurrent.atomic.AtomicReference<Session>();
      var tunnels =
          new Tunnels(folder.resolve("egress.sock"), token, text -> log(logs.get(), "warn", text));
      var session =
          new Session(
              socket,
              socket,
              token,
              Session.Components.of(Main.class.getClassLoader()),
              assignment -> GrantedHosts.install(assignment.egress(), tunnels),
              text -> errors.println("component host: " + text));
      logs.set(session);
      System.setOut(lines(session, "info"));
      System.setErr(lines(session, "warn"));
      return session.run();
    }
  }

  private static void log(
      @org.jspecify.annotations.Nullable Session session, String level, String text) {
    if (session != null) {
      session.log(level, text);
    }
  }

  private static PrintStream lines(Session session, String level) {
    return new PrintStream(
        new LogLines(text -> session.log(level, text)), true, StandardCharsets.UTF_8);
  }
}
