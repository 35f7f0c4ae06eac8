package io.tributary.host.training;

import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameReader;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.FrameWriter;
import io.tributary.protocol.HeaderKey;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A step runner for one host and two messages, and the only host on its network. */
final class TrainingRunner implements AutoCloseable {
  private static final String ASSIGNMENT =
      """
      {"flow": "training", "step": "training", "revision": 1, "component": "training/training@1.0.0",
       "operation": {"kind": "action", "name": "rehearse", "main": "%s"},
       "fields": {"classes": "%s"},
       "mapping": "{\\"kind\\": kind, \\"title\\": \\"To \\" & $uppercase(name) & $steps.form.mark, \\"lines\\": lines.{\\"name\\": name, \\"count\\": $sum(count)}, \\"more\\": more ? more : {}}",
       "connection": {"id": "training", "fields": {"user": "training", "password": "training"}},
       "egress": [{"host": "%s", "port": 80}, {"host": "%s", "port": 443}]}
      """;
  private static final String MESSAGE =
      """
      {"kind": "%s", "name": "Ada", "note": null, "more": {"price": 1.5, "open": true},
       "lines": [{"name": "one", "count": [1, 2]}, {"name": "two", "count": 3}]}
      """;

  private final ServerSocketChannel step;
  private final ServerSocketChannel egress;

  private TrainingRunner(ServerSocketChannel step, ServerSocketChannel egress) {
    this.step = step;
    this.egress = egress;
  }

  /** Makes the folder a worker's. */
  static TrainingRunner listen(Path folder) throws IOException {
    Files.writeString(folder.resolve("token"), "training");
    var runner =
        new TrainingRunner(
            listener(folder.resolve("step.sock")), listener(folder.resolve("egress.sock")));
    Thread.ofVirtual().start(runner::answer);
    return runner;
  }

  /**
   * Leads the host that connects to its end.
   *
   * @param classes a file of names, for {@link Rehearsal}
   */
  Path lead(Path classes) throws IOException {
    try (var socket = step.accept()) {
      var reader = FrameReader.fromHost(socket);
      var writer = new FrameWriter(socket);
      await(reader, FrameType.HELLO);
      writer.send(
          Frame.of(FrameType.ASSIGN)
              .withBody(
                  ASSIGNMENT.formatted(
                      Rehearsal.class.getName(), classes, Rehearsal.HOST, Rehearsal.HOST)));
      await(reader, FrameType.READY);
      writer.send(message(1, "SUCCEEDS"));
      await(reader, FrameType.DONE);
      writer.send(message(2, "FAILS"));
      await(reader, FrameType.FAILED);
      writer.send(Frame.of(FrameType.DRAIN));
      while (reader.read().isPresent()) {
        // Log lines.
      }
      return classes;
    }
  }

  @Override
  public void close() throws IOException {
    step.close();
    egress.close();
  }

  private static Frame message(long id, String kind) {
    return Frame.of(FrameType.MESSAGE, id)
        .with(HeaderKey.EXECUTION, "training")
        .with(HeaderKey.IDEMPOTENCY_KEY, "training-" + id)
        .with(HeaderKey.ATTEMPT, 1)
        .with(HeaderKey.KEY, "training")
        .with(HeaderKey.STEPS, "{\"form\": {\"mark\": \"!\"}}")
        .with(HeaderKey.SNAPSHOT, "{\"seen\": 1}")
        .withBody(MESSAGE.formatted(kind));
  }

  private static void await(FrameReader reader, FrameType wanted) throws IOException {
    while (true) {
      var frame =
          reader.read().orElseThrow(() -> new IOException("the host left before " + wanted));
      if (frame.type() == wanted) {
        return;
      }
      if (frame.type() == FrameType.REFUSED || frame.type() == FrameType.FAILED) {
        throw new IOException(frame.type() + ": " + frame.header(HeaderKey.MESSAGE).orElse(""));
      }
    }
  }

  private void answer() {
    try {
      while (true) {
        var connection = egress.accept();
        Thread.ofVirtual().start(() -> answer(connection));
      }
    } catch (IOException closed) {
      // The training is over.
    }
  }

  /** Lets everybody in and answers whatever comes first, once. */
  private static void answer(SocketChannel connection) {
    try (connection) {
      connection.read(ByteBuffer.allocate(1024));
      write(connection, "OK\n");
      connection.read(ByteBuffer.allocate(16 * 1024));
      write(
          connection,
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
              + "Connection: close\r\n\r\n{}");
    } catch (IOException gone) {
      // Who hangs up has learned what was to be learned.
    }
  }

  private static void write(SocketChannel channel, String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static ServerSocketChannel listener(Path socket) throws IOException {
    var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
    return listener;
  }
}
