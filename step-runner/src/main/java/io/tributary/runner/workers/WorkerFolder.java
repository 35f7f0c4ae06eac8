package io.tributary.runner.workers;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/**
 * What a worker's container sees at {@code /run/tributary}: two listening sockets and its token.
 * Deleted with the worker.
 */
final class WorkerFolder implements AutoCloseable {
  private static final int LONGEST_PATH = 100;
  private static final SecureRandom CHANCE = new SecureRandom();

  private final Path path;
  private final String token;
  private final ServerSocketChannel step;
  private final ServerSocketChannel egress;

  private WorkerFolder(
      Path path, String token, ServerSocketChannel step, ServerSocketChannel egress) {
    this.path = path;
    this.token = token;
    this.step = step;
    this.egress = egress;
  }

  static WorkerFolder make(Path workers, String worker) throws IOException {
    var path = workers.resolve(worker);
    if (path.resolve("egress.sock").toString().getBytes(StandardCharsets.UTF_8).length
        > LONGEST_PATH) {
      throw new IOException(
          "The path %s is longer than %d bytes allow for its sockets: set TRIBUTARY_WORKERS_DIR to a shorter one."
              .formatted(path, LONGEST_PATH));
    }
    Files.createDirectories(path);
    permit(path, "rwxr-xr-x");
    var bytes = new byte[32];
    CHANCE.nextBytes(bytes);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Files.writeString(path.resolve("token"), token);
    permit(path.resolve("token"), "rw-r--r--");
    var step = listen(path.resolve("step.sock"));
    try {
      return new WorkerFolder(path, token, step, listen(path.resolve("egress.sock")));
    } catch (IOException failure) {
      step.close();
      throw failure;
    }
  }

  /** Deletes what an earlier runner of this name has left. */
  static void sweep(Path workers, String prefix) throws IOException {
    if (!Files.isDirectory(workers)) {
      return;
    }
    try (var folders = Files.list(workers)) {
      for (var folder : folders.toList()) {
        if (String.valueOf(folder.getFileName()).startsWith(prefix)) {
          delete(folder);
        }
      }
    }
  }

  String token() {
    return token;
  }

  ServerSocketChannel step() {
    return step;
  }

  ServerSocketChannel egress() {
    return egress;
  }

  @Override
  public void close() throws IOException {
    step.close();
    egress.close();
    delete(path);
  }

  private static ServerSocketChannel listen(Path socket) throws IOException {
    var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(socket));
    permit(socket, "rw-rw-rw-");
    return channel;
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (var walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (var path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
