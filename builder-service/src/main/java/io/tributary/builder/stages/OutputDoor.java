package io.tributary.builder.stages;

import io.tributary.builder.artifacts.DoorSocket;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The socket through which a sandbox hands over its outcome: one connection, bytes until it ends,
 * at most 200 MiB. What comes is a stranger's; it is only put aside here.
 */
final class OutputDoor implements AutoCloseable {
  private static final long MOST_BYTES = 200L << 20;

  private final ServerSocketChannel door;
  private final CompletableFuture<Path> received = new CompletableFuture<>();

  private OutputDoor(ServerSocketChannel door) {
    this.door = door;
  }

  static OutputDoor open(Path socket, Path file) throws IOException {
    var opened = new OutputDoor(DoorSocket.listen(socket));
    Thread.ofVirtual().name("output-door").start(() -> opened.take(file));
    return opened;
  }

  /** The file, once it is whole; empty where nothing came, or too much. */
  Optional<Path> received(Duration wait) throws InterruptedException {
    try {
      return Optional.of(received.get(wait.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException nothing) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }

  private void take(Path file) {
    try (var connection = door.accept();
        var in = Channels.newInputStream(connection);
        var out = Files.newOutputStream(file)) {
      var buffer = new byte[64 << 10];
      long bytes = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
        if (bytes > MOST_BYTES) {
          throw new IOException("too large");
        }
        out.write(buffer, 0, read);
      }
      received.complete(file);
    } catch (IOException failure) {
      received.completeExceptionally(failure);
    }
  }
}
