package io.tributary.runner.support;

import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameReader;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.FrameWriter;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.Limits;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A component host without a component: it gives every message back as it came, and counts where it
 * is polled. Runs in the test's own process or, by {@link #main}, in one of its own.
 */
public final class FakeHost {
  /** What a poll gives. */
  public static final int ITEMS = 3;

  /** What a page takes, so that one is committed before the next one is there. */
  private static final long PAGE_NANOS = 30_000_000;

  private FakeHost() {}

  /**
   * Serves until the runner closes.
   *
   * @param arguments the worker's folder
   */
  public static void main(String[] arguments) throws IOException {
    serve(Path.of(arguments[0]));
  }

  public static void serve(Path folder) throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(folder.resolve("step.sock")));
      var reader = FrameReader.fromRunner(channel);
      var writer = new FrameWriter(channel);
      writer.send(
          Frame.of(FrameType.HELLO)
              .with(HeaderKey.PROTOCOL, 1)
              .with(HeaderKey.HOST, "fake/1")
              .with(HeaderKey.TOKEN, Files.readString(folder.resolve("token"))));
      var assignment = reader.read().orElseThrow();
      if (assignment.type() != FrameType.ASSIGN) {
        throw new IOException("not assigned: " + assignment);
      }
      writer.send(Frame.of(FrameType.READY).with(HeaderKey.CREDITS, 512));
      converse(reader, writer);
    }
  }

  private static void converse(FrameReader reader, FrameWriter writer) throws IOException {
    for (var frame = reader.read(); frame.isPresent(); frame = reader.read()) {
      var type = frame.get().type();
      if (type == FrameType.DRAIN) {
        writer.flushFully();
        return;
      }
      if (type == FrameType.MESSAGE) {
        var body = frame.get().bodyText();
        if (body.startsWith("{\"read\":\"")) {
          read(frame.get(), body.substring(9, body.indexOf('"', 9)), reader, writer);
        } else if (body.startsWith("{\"write\":")) {
          write(
              frame.get(), Integer.parseInt(body.substring(9, body.length() - 1)), reader, writer);
        } else {
          answer(frame.get(), writer);
        }
      } else if (type == FrameType.POLL) {
        poll(frame.get(), writer);
      }
      if (!reader.hasBuffered()) {
        writer.flush();
      }
    }
  }

  /** Reads a large body to its end, and emits how much it was; nothing else is said meanwhile. */
  private static void read(Frame message, String reference, FrameReader reader, FrameWriter writer)
      throws IOException {
    long from = 0;
    while (true) {
      writer.send(
          Frame.of(FrameType.READ, message.id()).with(HeaderKey.FROM, from).withBody(reference));
      var part = reader.read().orElseThrow();
      if (part.header(HeaderKey.KIND).isPresent()) {
        writer.send(
            Frame.of(FrameType.FAILED, message.id())
                .with(HeaderKey.KIND, part.required(HeaderKey.KIND))
                .with(HeaderKey.ERROR, "example.NoBody")
                .with(HeaderKey.MESSAGE, part.required(HeaderKey.MESSAGE)));
        return;
      }
      if (part.body().length == 0) {
        break;
      }
      from += part.body().length;
    }
    writer.append(Frame.of(FrameType.EMIT, message.id()).withBody("" + from));
    writer.append(Frame.of(FrameType.DONE, message.id()));
  }

  /** Stores so many bytes, and emits what stands for them. */
  private static void write(Frame message, int size, FrameReader reader, FrameWriter writer)
      throws IOException {
    for (int left = size; ; left -= Limits.PIECE) {
      boolean last = left < Limits.PIECE;
      var frame =
          Frame.of(FrameType.WRITE, message.id()).withBody(new byte[last ? left : Limits.PIECE]);
      writer.send(last ? frame.with(HeaderKey.LAST, "true") : frame);
      var written = reader.read().orElseThrow();
      if (written.header(HeaderKey.KIND).isPresent()) {
        writer.send(
            Frame.of(FrameType.FAILED, message.id())
                .with(HeaderKey.KIND, written.required(HeaderKey.KIND))
                .with(HeaderKey.ERROR, "example.TooLarge")
                .with(HeaderKey.MESSAGE, written.required(HeaderKey.MESSAGE)));
        return;
      }
      if (last) {
        writer.append(Frame.of(FrameType.EMIT, message.id()).withBody(written.body()));
        writer.append(Frame.of(FrameType.DONE, message.id()));
        return;
      }
    }
  }

  private static void answer(Frame message, FrameWriter writer) throws IOException {
    writer.append(Frame.of(FrameType.EMIT, message.id()).withBody(message.body()));
    writer.append(Frame.of(FrameType.DONE, message.id()));
  }

  /** Counts on from its snapshot, {@link #ITEMS} numbers a poll, each a page of its own. */
  private static void poll(Frame poll, FrameWriter writer) throws IOException {
    int count = number(poll, HeaderKey.SNAPSHOT);
    for (int item = number(poll, HeaderKey.CURSOR); item < ITEMS; item++) {
      writer.append(Frame.of(FrameType.EMIT, poll.id()).withBody(Integer.toString(count++)));
      writer.append(
          Frame.of(FrameType.SNAPSHOT, poll.id())
              .with(HeaderKey.SCOPE, "trigger")
              .withBody(Integer.toString(count)));
      if (item < ITEMS - 1) {
        writer.append(Frame.of(FrameType.PAGE, poll.id()).withBody(Integer.toString(item + 1)));
        writer.flush();
        LockSupport.parkNanos(PAGE_NANOS);
      }
    }
    writer.append(Frame.of(FrameType.DONE, poll.id()));
  }

  private static int number(Frame frame, String key) {
    return frame.header(key).map(Integer::parseInt).orElse(0);
  }
}
