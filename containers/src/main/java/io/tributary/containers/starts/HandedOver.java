package io.tributary.containers.starts;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The socket through which one cache comes: one connection, bytes until it ends, under a cap. */
final class HandedOver implements AutoCloseable {
  /** Two to three times what a large component's cache has. */
  private static final long MOST_BYTES = 128L << 20;

  /** Whoever sent it has ended: what is left lies in the socket. */
  private static final long WAIT_SECONDS = 2;

  private final ServerSocketChannel door;
  private final Thread taking;
  private final CompletableFuture<Path> received = new CompletableFuture<>();

  private HandedOver(ServerSocketChannel door, Path file) {
    this.door = door;
    this.taking = Thread.ofVirtual().name("start-cache").unstarted(() -> take(file));
  }

  static HandedOver open(Path socket, Path file) throws IOException {
    var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(socket));
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
    var opened = new HandedOver(channel, file);
    opened.taking.start();
    return opened;
  }

  /** The file once it is whole; empty where nothing came, or too much. */
  Optional<Path> file() throws InterruptedException {
    try {
      return Optional.of(received.get(WAIT_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException nothing) {
      return Optional.empty();
    }
  }

  /** Nothing is written afterwards, so that the folder can go. */
  @Override
  public void close() throws IOException {
    door.close();
    try {
      taking.join(Duration.ofSeconds(WAIT_SECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
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
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      received.complete(file);
    } catch (IOException failure) {
      received.completeExceptionally(failure);
    }
  }
}
