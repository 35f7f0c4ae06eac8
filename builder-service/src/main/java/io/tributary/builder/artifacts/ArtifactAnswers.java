package io.tributary.builder.artifacts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Answers one build's requests; what it cannot read ends the connection. */
final class ArtifactAnswers {
  private static final String PREFIX = "/maven/";
  private static final int LONGEST_LINE = 2_048;
  private static final int MOST_HEADERS = 64;
  private static final int MOST_REQUESTS = 20_000;
  private static final long MOST_BYTES = 2L << 30;

  private final Artifacts artifacts;
  private final Consumer<String> refusals;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  ArtifactAnswers(Artifacts artifacts, Consumer<String> refusals) {
    this.artifacts = artifacts;
    this.refusals = refusals;
  }

  void tell(String line) {
    refusals.accept(line);
  }

  void serve(SocketChannel connection) throws IOException, InterruptedException {
    var in = new BufferedInputStream(Channels.newInputStream(connection), 8_192);
    boolean goOn = true;
    while (goOn) {
      var request = line(in);
      if (request.isEmpty()) {
        return;
      }
      var headers = headers(in);
      if (headers.isEmpty()) {
        return;
      }
      goOn = answer(connection, request.get().split(" ", -1)) && headers.get().keepsOpen();
    }
  }

  private boolean answer(SocketChannel connection, String[] request)
      throws IOException, InterruptedException {
    if (request.length != 3 || !request[2].startsWith("HTTP/1.")) {
      return refused(connection, "400 Bad Request", "not HTTP");
    }
    boolean head = request[0].equals("HEAD");
    if (!head && !request[0].equals("GET")) {
      return refused(connection, "405 Method Not Allowed", request[0] + " is not answered");
    }
    if (requests.incrementAndGet() > MOST_REQUESTS || bytes.get() > MOST_BYTES) {
      return refused(connection, "429 Too Many Requests", "this build has asked for too much");
    }
    var path =
        request[1].startsWith(PREFIX)
            ? ArtifactPath.parse(request[1].substring(PREFIX.length()))
            : Optional.<ArtifactPath>empty();
    if (path.isEmpty()) {
      return refused(connection, "400 Bad Request", "not a path of a repository");
    }
    return give(connection, path.get(), head);
  }

  private boolean give(SocketChannel connection, ArtifactPath path, boolean head)
      throws IOException, InterruptedException {
    try {
      var sha1Of = path.ofWhichSha1();
      var file = artifacts.find(sha1Of.orElse(path));
      if (file.isEmpty()) {
        return text(connection, "404 Not Found", "not found", head);
      }
      return sha1Of.isPresent()
          ? text(connection, "200 OK", Artifacts.sha1(file.get()), head)
          : send(connection, file.get(), head);
    } catch (ArtifactRefused refused) {
      tell("artifact proxy: " + refused.getMessage());
      return text(connection, "403 Forbidden", "refused", head);
    } catch (IOException failure) {
      if (!connection.isOpen()) {
        throw failure;
      }
      tell("artifact proxy: " + path + ": " + failure.getMessage());
      return text(connection, "502 Bad Gateway", "the upstream repository failed", head);
    }
  }

  private boolean send(SocketChannel connection, Path file, boolean head) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      start(connection, "200 OK", size);
      if (!head) {
        bytes.addAndGet(size);
        long sent = 0;
        while (sent < size) {
          sent += channel.transferTo(sent, size - sent, connection);
        }
      }
    }
    return true;
  }

  private boolean refused(SocketChannel connection, String status, String why) throws IOException {
    tell("artifact proxy: " + why);
    text(connection, status, why, false);
    return false;
  }

  private static boolean text(SocketChannel connection, String status, String text, boolean head)
      throws IOException {
    var body = text.getBytes(US_ASCII);
    start(connection, status, body.length);
    if (!head) {
      write(connection, body);
    }
    return true;
  }

  private static void start(SocketChannel connection, String status, long length)
      throws IOException {
    write(
        connection,
        "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n".formatted(status, length).getBytes(US_ASCII));
  }

  private static void write(SocketChannel connection, byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      connection.write(buffer);
    }
  }

  private record Headers(boolean keepsOpen) {}

  /** Empty where the headers are too long, or announce a body that we would not read. */
  private static Optional<Headers> headers(InputStream in) throws IOException {
    boolean keepsOpen = true;
    for (int count = 0; count < MOST_HEADERS; count++) {
      var header = line(in);
      if (header.isEmpty()) {
        return Optional.empty();
      }
      if (header.get().isEmpty()) {
        return Optional.of(new Headers(keepsOpen));
      }
      var lower = header.get().toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:") || lower.startsWith("transfer-encoding:")) {
        keepsOpen = false;
      }
      if (lower.startsWith("connection:") && lower.contains("close")) {
        keepsOpen = false;
      }
    }
    return Optional.empty();
  }

  /** A line without its end; empty where the peer hung up, or the line is too long. */
  private static Optional<String> line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        int end = line.length() - 1;
        return Optional.of(
            end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString());
      }
      if (line.length() == LONGEST_LINE) {
        return Optional.empty();
      }
      line.append((char) next);
    }
    return Optional.empty();
  }
}
