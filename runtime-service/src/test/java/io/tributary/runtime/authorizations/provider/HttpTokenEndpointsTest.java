package io.tributary.runtime.authorizations.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tributary.manifest.OAuth2.ClientAuth;
import io.tributary.runtime.authorizations.provider.TokenEndpoints.Question;
import io.tributary.runtime.outgoing.GuardedHttp;
import io.tributary.runtime.outgoing.PublicAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTokenEndpointsTest {
  private static final String GOOD =
      "{\"access_token\":\"a1\",\"refresh_token\":\"r1\",\"expires_in\":60,\"scope\":\"x\"}";

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private HttpServer server;
  private HttpTokenEndpoints endpoints;
  private int status = 200;
  private String body = GOOD;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          heard.add(
              exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          if (body.equals("never")) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    endpoints =
        new HttpTokenEndpoints(
            new GuardedHttp(new PublicAddresses(Set.of("localhost")), Duration.ofSeconds(2)));
  }

  @AfterEach
  void stop() throws IOException {
    never.countDown();
    endpoints.close();
    server.stop(0);
  }

  @Test
  void theClientStandsWhereTheManifestSays() {
    ask(ClientAuth.POST);
    ask(ClientAuth.BASIC);

    assertThat(heard.get(0))
        .startsWith("null ")
        .contains("client_id=id+1", "client_secret=s%3A1", "grant_type=refresh_token");
    // id%201 or id+1, and s%3A1: both encoded first.
    assertThat(heard.get(1)).startsWith("Basic aWQrMTpzJTNBMQ== ").doesNotContain("client_secret");
  }

  @Test
  void tokensAreReadAndNotShown() {
    var reply = (TokenReply.Granted) ask(ClientAuth.POST);

    assertThat(reply.tokens())
        .isEqualTo(new Tokens("a1", "r1", Duration.ofMinutes(1), Map.of("scope", "x")));
    assertThat(reply.toString()).doesNotContain("a1", "r1");
    assertThat(question(ClientAuth.POST).toString()).doesNotContain("s:1", "refresh-1");
  }

  @Test
  void aRefusalIsReadAlsoFromASuccess() {
    body = "{\"error\":\"bad_verification_code\",\"error_description\":\"a\\u001b[31mb\\nc\"}";

    assertThat(ask(ClientAuth.POST))
        .isEqualTo(new TokenReply.Refused("bad_verification_code", "a [31mb c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "<html>",
        "{\"access_token\":\"\"}",
        "{\"access_token\":\"a b\"}",
        "{\"access_token\":\"a\\r\\nx: y\"}",
        "{\"access_token\":{}}"
      })
  void anAnswerWithoutATokenIsNone(String answer) {
    body = answer;

    assertThat(ask(ClientAuth.POST)).isInstanceOf(TokenReply.Away.class);
  }

  @Test
  void otherThanBearerTokensAreRefused() {
    body = "{\"access_token\":\"a\",\"token_type\":\"mac\"}";

    assertThat(ask(ClientAuth.POST)).isInstanceOf(TokenReply.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void noRedirectIsFollowed(int redirect) {
    status = redirect;
    body = "";

    assertThat(ask(ClientAuth.POST)).isEqualTo(new TokenReply.Away("it answered " + redirect));
    assertThat(heard).hasSize(1);
  }

  @Test
  void anAnswerWithoutEndIsNotRead() {
    body = "x".repeat(64 * 1024 + 1);

    assertThat(ask(ClientAuth.POST))
        .isEqualTo(new TokenReply.Away("its answer is longer than 65,536 bytes"));
  }

  @Test
  @Timeout(30)
  void anAnswerThatStopsHasTheTimeOfOneCall() {
    body = "never";

    assertThat(ask(ClientAuth.POST)).isEqualTo(new TokenReply.Away("no answer within 2000 ms"));
  }

  @Test
  void withoutTheOperatorsTrustThisMachineIsNotReached() throws IOException {
    try (var strict = new HttpTokenEndpoints(new OAuthSettings(List.of(), Duration.ofMinutes(5)))) {
      assertThat(strict.ask(question(ClientAuth.POST)))
          .isEqualTo(new TokenReply.Away("localhost is no public address"));
    }
    assertThat(heard).isEmpty();
  }

  private TokenReply ask(ClientAuth auth) {
    return endpoints.ask(question(auth));
  }

  private Question question(ClientAuth auth) {
    return new Question(
        URI.create("http://localhost:" + server.getAddress().getPort() + "/token"),
        auth,
        new ClientCredentials("id 1", "s:1"),
        Map.of("grant_type", "refresh_token", "refresh_token", "refresh-1"));
  }
}
