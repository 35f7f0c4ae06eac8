package io.tributary.host.egress;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A component that knows nothing of sandboxes: it connects by name, and half-closes. */
public final class FetchOverTcp implements Action<FetchOverTcp.Target> {
  /** Where to. */
  public record Target(String host, int port) {}

  @Override
  public void run(Target target, Context context, Emitter out) throws IOException {
    try (var socket = new Socket(target.host(), target.port())) {
      socket.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      out.emit(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    }
  }
}
