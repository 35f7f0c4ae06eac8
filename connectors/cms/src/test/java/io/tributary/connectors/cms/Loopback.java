package io.tributary.connectors.cms;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on the loopback that can be told to fail, says what it was asked, and has a clock of its
 * own, as the JDK's server has not.
 */
final class Loopback implements AutoCloseable {
  /** What a site answers. */
  record Answered(int status, Object body, Map<String, String> headers) {
    static Answered json(int status, Object body) {
      return new Answered(status, body, Map.of());
    }
  }

  /** A site's own part. */
  interface Site {
    Answered answer(Request request, String path, Map<String, String> query) throws IOException;
  }

  /** An answer in the place of the site's, to the next request whose line has a text. */
  private record Fault(String part, boolean afterwards, Answered answered) {}

  private final ServerSocket server;
  private final Site site;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedDeque<Fault> faults = new ConcurrentLinkedDeque<>();
  private volatile Instant now = Instant.parse("2026-11-27T22:00:00Z");

  Loopback(Site site) throws IOException {
    this.site = site;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::listen);
  }

  private void listen() {
    try {
      while (true) {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> handle(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  String url() {
    return "http://localhost:" + server.getLocalPort();
  }

  Instant now() {
    return now;
  }

  void time(Instant instant) {
    now = instant;
  }

  /** Methods and addresses, decoded, in their order. */
  List<String> asked() {
    return asked;
  }

  long asked(String part) {
    return asked.stream().filter(line -> line.contains(part)).count();
  }

  void fail(String part, int status, Object body, Map<String, String> headers) {
    faults.add(new Fault(part, false, new Answered(status, body, headers)));
  }

  /** Does what it is asked for, and then answers as if it had not. */
  void loseAnswer(String part) {
    faults.add(new Fault(part, true, new Answered(504, "<html>Gateway timeout</html>", Map.of())));
  }

  private void handle(Socket socket) {
    try (socket) {
      var request = Request.read(new BufferedInputStream(socket.getInputStream()));
      var line =
          request.method()
              + " "
              + URLDecoder.decode(request.uri().toString(), StandardCharsets.UTF_8);
      asked.add(line);
      var fault = faults.stream().filter(one -> line.contains(one.part())).findFirst();
      fault.ifPresent(faults::remove);
      Answered answered;
      if (fault.isPresent() && !fault.get().afterwards()) {
        answered = fault.get().answered();
      } else {
        var real =
            site.answer(request, request.uri().getPath(), query(request.uri().getRawQuery()));
        answered = fault.map(Fault::answered).orElse(real);
      }
      request.body().transferTo(OutputStream.nullOutputStream());
      reply(socket.getOutputStream(), answered);
    } catch (SocketException gone) {
      // The client has heard enough.
    } catch (IOException | RuntimeException broken) {
      broken.printStackTrace();
    }
  }

  private void reply(OutputStream out, Answered answered) throws IOException {
    byte[] bytes =
        answered.body() == null
            ? new byte[0]
            : answered.body() instanceof String text
                ? text.getBytes(StandardCharsets.UTF_8)
                : Tree.MAPPER.writeValueAsBytes(answered.body());
    var head = new StringBuilder("HTTP/1.1 " + answered.status() + " Said\r\n");
    var type = answered.body() instanceof String ? "text/html" : "application/json; charset=UTF-8";
    head.append("Content-Type: ").append(type).append("\r\n");
    var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
    head.append("Date: ").append(date).append("\r\n");
    answered.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (answered.status() != 204) {
      head.append("Content-Length: ").append(bytes.length).append("\r\n");
    }
    head.append("Connection: close\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(bytes);
    out.flush();
  }

  static Map<String, String> query(String raw) {
    var query = new LinkedHashMap<String, String>();
    for (var part : raw == null ? new String[0] : raw.split("&")) {
      int equals = part.indexOf('=');
      query.put(
          URLDecoder.decode(part.substring(0, equals), StandardCharsets.UTF_8),
          URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return query;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException ignored) {
      // It is closed, one way or the other.
    }
  }
}
