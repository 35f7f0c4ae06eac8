package io.tributary.builder.sources;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** Serves one repository by smart HTTP to whoever brings the right token. */
final class GitServer implements AutoCloseable {
  private final Repository repository;
  private final String token;
  private final HttpServer server;
  private final List<String> paths = new CopyOnWriteArrayList<>();

  GitServer(Repository repository, String token) throws IOException {
    this.repository = repository;
    this.token = token;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/git/acme-parts/ledger.git/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<String> paths() {
    return List.copyOf(paths);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    paths.add(exchange.getRequestURI().toString());
    var wanted =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    ("service:" + token).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    if (!wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      exchange.sendResponseHeaders(401, -1);
      return;
    }
    var out = new ByteArrayOutputStream();
    var pack = new UploadPack(repository);
    pack.setBiDirectionalPipe(false);
    if (exchange.getRequestURI().getPath().endsWith("/info/refs")) {
      var lines = new PacketLineOut(out);
      lines.writeString("# service=git-upload-pack\n");
      lines.end();
      pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
      send(exchange, "application/x-git-upload-pack-advertisement", out);
    } else {
      pack.upload(body(exchange), out, null);
      send(exchange, "application/x-git-upload-pack-result", out);
    }
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
        ? new GZIPInputStream(exchange.getRequestBody())
        : exchange.getRequestBody();
  }

  private static void send(HttpExchange exchange, String type, ByteArrayOutputStream out)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(200, out.size());
    try (var body = exchange.getResponseBody()) {
      out.writeTo(body);
    }
  }
}
