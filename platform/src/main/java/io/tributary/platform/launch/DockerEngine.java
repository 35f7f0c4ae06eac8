package io.tributary.platform.launch;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks the Docker engine at its socket for its version; a single request, no library. */
final class DockerEngine {
  private static final String STANDARD_SOCKET = "/var/run/docker.sock";
  private static final int LONGEST_ANSWER = 1 << 20;

  /** Like {@code Docker 20.10.24 (api 1.41)}; empty when none answers within 3 s. */
  Optional<String> version() {
    var answer = CompletableFuture.supplyAsync(DockerEngine::ask);
    try {
      return answer.get(3, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException silent) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<String> ask() {
    try (var socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.connect(UnixDomainSocketAddress.of(path()));
      // HTTP/1.0: the answer ends with the connection, and is not chunked.
      var request = "GET /version HTTP/1.0\r\nHost: docker\r\n\r\n";
      socket.write(StandardCharsets.US_ASCII.encode(request));
      var answer = ByteBuffer.allocate(LONGEST_ANSWER);
      while (answer.hasRemaining() && socket.read(answer) >= 0) {
        // reads to the end
      }
      var text = StandardCharsets.UTF_8.decode(answer.flip()).toString();
      var version = JsonMapper.shared().readTree(text.substring(text.indexOf("\r\n\r\n") + 4));
      return Optional.of(
          "Docker "
              + version.path("Version").asString("?").replaceFirst("[+~-].*", "")
              + " (api "
              + version.path("ApiVersion").asString("?")
              + ")");
    } catch (IOException | JacksonException none) {
      return Optional.empty();
    }
  }

  private static String path() {
    var named = System.getenv("DOCKER_HOST");
    return named != null && named.startsWith("unix://")
        ? named.substring("unix://".length())
        : STANDARD_SOCKET;
  }
}
