package io.tributary.runtime.notices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.outgoing.PublicAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCallsTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final NoticeBody NOTICE =
      new NoticeBody("acme", "website-leads", "cause 1", "s", "s\n\nt", Instant.EPOCH, 3);

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private HttpCalls calls;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          heard.add(
              exchange.getRequestURI()
                  + " "
                  + headers.getFirst("webhook-id")
                  + " "
                  + headers.getFirst("webhook-timestamp")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    calls = new HttpCalls(NOON, new OnlyHere(), LIMIT);
  }

  @AfterEach
  void stop() throws IOException {
    calls.close();
    server.stop(0);
  }

  @Test
  void aNoticeIsPostedAsJsonWithItsId() throws IOException {
    calls.post(at("chat.example", "/200?room=1"), "id-1", NOTICE);

    var words = heard.getFirst().split(" ", 4);
    assertThat(words).startsWith("/200?room=1", "id-1", epoch());
    var body = Json.tree(words[3]);
    assertThat(body.path("flow").asString()).isEqualTo("website-leads");
    assertThat(body.path("text").asString()).isEqualTo("s\n\nt");
    assertThat(body.path("count").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 400, 500})
  void anotherAnswerThanYesIsARefusalAndNoRedirectIsFollowed(int status) {
    assertThatThrownBy(() -> calls.post(at("chat.example", "/" + status), "id-1", NOTICE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(Integer.toString(status));
    assertThat(heard).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"})
  void nothingIsSentToThisMachine(String host) throws IOException {
    try (var open = new HttpCalls(NOON, new PublicAddresses(), LIMIT)) {
      assertThatThrownBy(() -> open.post(at(host, "/200"), "id-1", NOTICE))
          .isInstanceOf(UnknownHostException.class)
          .hasMessageContaining("no public address");
    }
    assertThat(heard).isEmpty();
  }

  @Test
  @Timeout(30)
  void anAnswerThatNeverEndsIsNotReadToItsEnd() throws IOException {
    try (var tarpit = new Tarpit("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")) {
      calls.post(URI.create("http://chat.example:" + tarpit.port() + "/"), "id-1", NOTICE);
    }
  }

  @Test
  @Timeout(30)
  void headersThatNeverEndHaveTheTimeOfOneCall() throws IOException {
    try (var tarpit = new Tarpit("HTTP/1.1 200 OK\r\n")) {
      var to = URI.create("http://chat.example:" + tarpit.port() + "/");
      assertThatThrownBy(() -> calls.post(to, "id-1", NOTICE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no answer within 2000 ms");
    }
  }

  private URI at(String host, String path) {
    return URI.create("http://" + host + ":" + server.getAddress().getPort() + path);
  }

  private static String epoch() {
    return Long.toString(NOON.instant().getEpochSecond());
  }

  /** Every name is this machine. */
  private static final class OnlyHere implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) {
      return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  /** Says its beginning, and then a header's line every tenth of a second. */
  private static final class Tarpit implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    Tarpit(String beginning) throws IOException {
      Thread.ofVirtual().start(() -> drip(beginning));
    }

    int port() {
      return socket.getLocalPort();
    }

    private void drip(String beginning) {
      try (var caller = socket.accept()) {
        caller.getOutputStream().write(beginning.getBytes(UTF_8));
        while (true) {
          caller.getOutputStream().write("x: y\r\n".getBytes(UTF_8));
          Thread.sleep(100);
        }
      } catch (IOException | InterruptedException gone) {
        // The caller has had enough, which is what is looked for.
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
