package io.tributary.foundation.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Requests that no client library sends. */
class RawRequestsTest {
  private static final String THINGS = "/api/v1/organizations/acme/things";
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3})");
  private static final int MOST_BODY = 1 << 20;

  /** What may be on its way when the door is shut: buffers of both sides. */
  private static final int ON_THE_WAY = 8 << 20;

  private static TokenIssuer issuer;
  private static ConfigurableApplicationContext application;

  @BeforeAll
  static void start() throws Exception {
    issuer = new TokenIssuer();
    application =
        SpringApplication.run(
            LoginTest.Routes.class,
            "--server.port=0",
            "--spring.main.banner-mode=off",
            "--tributary.oidc.issuer=" + issuer.issuer(),
            "--tributary.oidc.jwks=" + issuer.keys());
  }

  @AfterAll
  static void stop() {
    application.close();
    issuer.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 6\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 6",
        "Content-Length: 6\r\nContent-Length: 60",
        "Content-Length: 6, 60",
        "Content-Length: +6",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding : chunked",
      })
  void twoLengthsOfOneBodyAreOneRequestAtMost(String lengths) throws Exception {
    var said =
        said(
            head("POST", THINGS, "Content-Type: application/json\r\n" + lengths)
                + "0\r\n\r\n"
                + head("GET", "/actuator/health", "Connection: close"));

    assertThat(said).doesNotContain("\"status\":\"UP\"");
    assertThat(STATUS.matcher(said).results()).as(said).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void tenThousandHeadersAreRefused() throws Exception {
    assertThat(status(head("GET", THINGS, "X: y\r\n".repeat(10_000).strip()))).isIn("400", "431");
  }

  @Test
  void aHeaderOfAMebibyteIsRefused() throws Exception {
    assertThat(status(head("GET", THINGS, "X: " + "y".repeat(1 << 20)))).isIn("400", "431");
  }

  @Test
  void chunksWithoutEndAreEnded() throws Exception {
    long sent = 0;
    try (var socket = connected()) {
      var out = socket.getOutputStream();
      out.write(
          head("POST", THINGS, "Content-Type: application/json\r\nTransfer-Encoding: chunked")
              .getBytes(StandardCharsets.US_ASCII));
      var chunk = ("4000\r\n" + " ".repeat(0x4000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      while (sent < MOST_BODY + ON_THE_WAY) {
        out.write(chunk);
        sent += 0x4000;
      }
    } catch (SocketException closed) {
      assertThat(sent).isGreaterThan(MOST_BODY / 2);
    }
    assertThat(sent).as("bytes that were taken").isLessThan(MOST_BODY + ON_THE_WAY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-HTTP-Method-Override: DELETE", "X-Method-Override: POST"})
  void theMethodIsTheOneInTheFirstLine(String override) throws Exception {
    assertThat(said(head("GET", THINGS, override + "\r\nConnection: close")))
        .startsWith("HTTP/1.1 200")
        .contains("ada@acme.test in acme");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "get", "GETX"})
  void methodsThatNobodyNeedsDoNothing(String method) throws Exception {
    assertThat(status(head(method, THINGS, "Connection: close"))).matches("4..|501");
  }

  @Test
  void lineEndsInAHeaderStartNoOtherHeader() throws Exception {
    var said = said(head("GET", THINGS + "%0d%0aX-Evil:%20yes", "Connection: close"));

    assertThat(said).doesNotContain("\nX-Evil");
  }

  private static String head(String method, String path, String headers) {
    return "%s %s HTTP/1.1\r\nHost: platform.example\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n"
        .formatted(method, path, issuer.token(), headers);
  }

  private static String status(String request) throws IOException {
    var found = STATUS.matcher(said(request));
    return found.find() ? found.group(1) : "closed without a word";
  }

  /** All that comes until the other side closes; an empty text where it only closes. */
  private static String said(String request) throws IOException {
    try (var socket = connected()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return read(socket.getInputStream());
    } catch (SocketException reset) {
      return "HTTP/1.1 400 reset";
    }
  }

  private static String read(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Socket connected() throws IOException {
    int port = ((WebServerApplicationContext) application).getWebServer().getPort();
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    return socket;
  }
}
