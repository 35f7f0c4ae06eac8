package io.tributary.host.egress;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Listens on loopback addresses and passes each connection through {@code egress.sock}. */
public final class Tunnels {
  private static final int PART = 16 * 1024;
  private static final int LONGEST_ANSWER = 1024;

  private final Path socket;
  private final String token;
  private final Consumer<String> warnings;

  /**
   * Tunnels of one worker.
   *
   * @param token the worker's capability; never part of a warning
   * @param warnings hears why a connection was refused
   */
  public Tunnels(Path socket, String token, Consumer<String> warnings) {
    this.socket = socket;
    this.token = token;
    this.warnings = warnings;
  }

  /** Listens there, for connections to the host of that name and the same port. */
  void open(InetSocketAddress address, String host) throws IOException {
    var listener = ServerSocketChannel.open();
    try {
      listener.bind(address);
    } catch (IOException failure) {
      listener.close();
      throw new IOException(
          "egress to %s:%d: cannot listen on %s (%s)"
              .formatted(host, address.getPort(), address.getAddress(), failure.getMessage()),
          failure);
    }
    Thread.ofVirtual()
        .name("egress " + host + ":" + address.getPort())
        .start(() -> accept(listener, host, address.getPort()));
  }

  void warn(String text) {
    warnings.accept(text);
  }

  private void accept(ServerSocketChannel listener, String host, int port) {
    try (listener) {
      while (true) {
        var inside = listener.accept();
        Thread.ofVirtual().start(() -> pass(inside, host, port));
      }
    } catch (IOException failure) {
      warnings.accept("egress to " + host + ":" + port + " ended: " + failure.getMessage());
    }
  }

  private void pass(SocketChannel inside, String host, int port) {
    try (inside;
        var outside = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      outside.connect(UnixDomainSocketAddress.of(socket));
      write(outside, "CONNECT " + host + " " + port + " " + token + "\n");
      var answer = readLine(outside);
      if (!answer.equals("OK")) {
        warnings.accept("egress to " + host + ":" + port + " refused: " + answer);
        return;
      }
      var back = Thread.ofVirtual().start(() -> pump(outside, inside));
      pump(inside, outside);
      back.join();
    } catch (IOException failure) {
      warnings.accept("egress to " + host + ":" + port + " failed: " + failure.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Passes bytes on until their end, and the end too; a broken side breaks the other. */
  private static void pump(SocketChannel from, SocketChannel to) {
    var buffer = ByteBuffer.allocate(PART);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException broken) {
      close(from);
      close(to);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException alreadyGone) {
      // Nothing is left to be closed.
    }
  }

  private static void write(SocketChannel channel, String line) throws IOException {
    var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Byte by byte: what follows the line belongs to the component. */
  private static String readLine(SocketChannel channel) throws IOException {
    var line = new StringBuilder();
    var one = ByteBuffer.allocate(1);
    while (line.length() < LONGEST_ANSWER) {
      if (channel.read(one.clear()) < 0) {
        throw new IOException("the way out was closed");
      }
      char character = (char) one.get(0);
      if (character == '\n') {
        return line.toString();
      }
      line.append(Character.isISOControl(character) ? ' ' : character);
    }
    throw new IOException("the way out answered with a line without end");
  }
}
