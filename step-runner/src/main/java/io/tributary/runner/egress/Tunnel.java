package io.tributary.runner.egress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One connection of a worker to the outside: bytes both ways, half-close passed on. */
final class Tunnel implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

  private final SocketChannel worker;
  private final AtomicLong sent;
  private final AtomicLong received;
  private volatile @Nullable SocketChannel remote;
  private volatile long movedAt = System.nanoTime();

  Tunnel(SocketChannel worker, AtomicLong sent, AtomicLong received) {
    this.worker = worker;
    this.sent = sent;
    this.received = received;
  }

  /**
   * The other side.
   *
   * @param early what the worker said before it was answered
   */
  record Opened(SocketChannel remote, ByteBuffer early) {}

  /** Returns when both sides have said all they had to say. */
  void carry(Opened opened) throws IOException {
    remote = opened.remote();
    EgressProxy.say(worker, "OK\n");
    sent.addAndGet(opened.early().remaining());
    while (opened.early().hasRemaining()) {
      opened.remote().write(opened.early());
    }
    var back = Thread.ofVirtual().start(() -> pump(opened.remote(), worker, received));
    pump(worker, opened.remote(), sent);
    try {
      back.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes the tunnel when nothing has moved for so long. */
  Thread watch(Duration idleLimit) {
    return Thread.ofVirtual().start(() -> closeWhenIdle(idleLimit));
  }

  @Override
  public void close() {
    close(worker);
    close(remote);
  }

  private void closeWhenIdle(Duration idleLimit) {
    try {
      var unsaid = idleLimit.compareTo(EgressProxy.UNSAID) < 0 ? idleLimit : EgressProxy.UNSAID;
      Thread.sleep(unsaid);
      if (remote == null) {
        close();
      }
      for (long left = left(idleLimit); left > 0; left = left(idleLimit)) {
        Thread.sleep(Duration.ofNanos(left));
      }
      close();
    } catch (InterruptedException done) {
      Thread.currentThread().interrupt();
    }
  }

  private long left(Duration idleLimit) {
    return movedAt + idleLimit.toNanos() - System.nanoTime();
  }

  private void pump(SocketChannel from, SocketChannel to, AtomicLong count) {
    var buffer = ByteBuffer.allocateDirect(BUFFER);
    try {
      for (int bytes = from.read(buffer); bytes >= 0; bytes = from.read(buffer)) {
        movedAt = System.nanoTime();
        count.addAndGet(bytes);
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException broken) {
      // Neither side has anything from a half of a broken tunnel.
      close();
    }
  }

  private static void close(@Nullable SocketChannel channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException alreadyBroken) {
      System.getLogger(Tunnel.class.getName())
          .log(System.Logger.Level.DEBUG, "closing", alreadyBroken);
    }
  }
}
