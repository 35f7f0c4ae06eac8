package io.tributary.builder.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Hands each connection to a loopback port on to a Unix socket: Maven speaks only TCP. */
final class Tunnel {
  private static final int BUFFER = 64 << 10;

  private Tunnel() {}

  /** Listens at once; the copying threads are virtual and hold nobody up. */
  static void open(int port, Path socket) throws IOException {
    var door = ServerSocketChannel.open(StandardProtocolFamily.INET);
    door.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    Thread.ofVirtual()
        .name("tunnel")
        .start(
            () -> {
              while (door.isOpen()) {
                try {
                  join(door.accept(), socket);
                } catch (IOException failure) {
                  System.out.println("[ERROR] artifact proxy: " + failure.getMessage());
                }
              }
            });
  }

  private static void join(SocketChannel near, Path socket) throws IOException {
    SocketChannel far;
    try {
      far = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (IOException failure) {
      near.close();
      throw failure;
    }
    var there = Thread.ofVirtual().start(() -> copy(near, far));
    Thread.ofVirtual()
        .start(
            () -> {
              copy(far, near);
              // The answer is over: nothing that Maven still says would be heard.
              closeQuietly(near);
              closeQuietly(far);
              there.interrupt();
            });
  }

  private static void copy(SocketChannel from, SocketChannel to) {
    var buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (from.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
      }
      to.shutdownOutput();
    } catch (IOException closed) {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException alreadyGone) {
      // Nothing is left to do for this connection.
    }
  }
}
