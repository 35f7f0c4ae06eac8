package io.tributary.protocol.tck;

import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameReader;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.FrameWriter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The runner's side of one worker: a folder with a socket, a host's process, and what it said. */
public final class TestRunner implements AutoCloseable {
  /** Long enough for a loaded machine; reached only where a test fails. */
  public static final Duration LIMIT = Duration.ofSeconds(30);

  public static final String TOKEN = "worker-token-7";

  private final Path folder;
  private final Process process;
  private final SocketChannel socket;
  private final FrameWriter writer;
  private final LinkedBlockingQueue<Optional<Frame>> heard = new LinkedBlockingQueue<>();
  private final List<Frame> logs = new ArrayList<>();

  private TestRunner(Path folder, Process process, SocketChannel socket) {
    this.folder = folder;
    this.process = process;
    this.socket = socket;
    this.writer = new FrameWriter(socket);
    Thread.ofVirtual().start(this::hear);
  }

  /**
   * Starts a host and waits until it has connected.
   *
   * @param host gives the command for a worker's folder; its error stream is kept
   */
  public static TestRunner start(Function<Path, ProcessBuilder> host) throws Exception {
    var folder = Files.createTempDirectory("step");
    Files.writeString(folder.resolve("token"), TOKEN);
    try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(folder.resolve("step.sock")));
      var command = host.apply(folder);
      command.environment().put("TRIBUTARY_SOCKET_DIR", folder.toString());
      var process =
          command
              .redirectOutput(folder.resolve("out").toFile())
              .redirectError(folder.resolve("err").toFile())
              .start();
      var accepted = new CompletableFuture<SocketChannel>();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  accepted.complete(listener.accept());
                } catch (IOException failure) {
                  accepted.completeExceptionally(failure);
                }
              });
      try {
        return new TestRunner(folder, process, accepted.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
      } catch (Exception failure) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "the host did not connect: " + Files.readString(folder.resolve("err")), failure);
      }
    }
  }

  public Path folder() {
    return folder;
  }

  public Process process() {
    return process;
  }

  public void send(Frame frame) throws IOException {
    writer.send(frame);
  }

  /** Bytes as they are, for what no writer would write. */
  public void sendRaw(byte[] bytes) throws IOException {
    socket.write(ByteBuffer.wrap(bytes));
  }

  /** The next frame that is no log line; logs are kept aside. */
  public Frame next() throws Exception {
    while (true) {
      var frame =
          poll().orElseThrow(() -> new IllegalStateException("the host closed: " + errors()));
      if (frame.type() != FrameType.LOG) {
        return frame;
      }
      logs.add(frame);
    }
  }

  /** Whether the host closes without another word but logs. */
  public boolean closes() throws Exception {
    while (true) {
      var frame = poll();
      if (frame.isEmpty()) {
        return true;
      }
      if (frame.get().type() != FrameType.LOG) {
        return false;
      }
      logs.add(frame.get());
    }
  }

  /** Log lines heard so far. */
  public List<Frame> logs() {
    return List.copyOf(logs);
  }

  /** Waits for the process's end. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the host's process did not end");
    }
    return process.exitValue();
  }

  /** What the process wrote to its own error stream. */
  public String errors() {
    try {
      return Files.readString(folder.resolve("err"));
    } catch (IOException failure) {
      return "(nothing to read: " + failure.getMessage() + ")";
    }
  }

  /** Goes away without a word, as a runner that crashed. */
  public void disconnect() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    process.destroyForcibly().onExit().join();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Optional<Frame> poll() throws InterruptedException {
    var frame = heard.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (frame == null) {
      throw new IllegalStateException("the host said nothing for " + LIMIT + ": " + errors());
    }
    return frame;
  }

  private void hear() {
    var reader = FrameReader.fromHost(socket);
    try {
      Optional<Frame> frame;
      do {
        frame = reader.read();
        heard.add(frame);
      } while (frame.isPresent());
    } catch (IOException closed) {
      heard.add(Optional.empty());
    }
  }
}
