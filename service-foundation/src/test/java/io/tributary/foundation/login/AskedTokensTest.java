package io.tributary.foundation.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.login.PersonalTokens.Holder;
import io.tributary.foundation.problems.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AskedTokensTest {
  private static final TokenText TOKEN = TokenText.of(new Ids(Clock.systemUTC()).secret());
  private static final Holder ADA =
      new Holder(
          "ada",
          "Ada",
          new OrganizationName("acme"),
          Set.of("look"),
          Instant.parse("2100-01-01T00:00:00Z"));

  private final List<String> asked = new ArrayList<>();
  private HttpServer registry;
  private AskedTokens tokens;
  private int status = 200;
  private long nanos;

  @BeforeEach
  void start() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(AskedTokens.PATH, this::answer);
    registry.start();
    var address = URI.create("http://127.0.0.1:" + registry.getAddress().getPort());
    tokens = new AskedTokens(address, () -> "own", () -> nanos);
  }

  @AfterEach
  void stop() {
    registry.stop(0);
  }

  @Test
  void theRegistrySaysWhoHoldsIt() {
    assertThat(tokens.find(TOKEN)).contains(ADA);
    assertThat(asked).containsExactly("Bearer own {\"token\":\"" + TOKEN.value() + "\"}");
  }

  @Test
  void aGoodAnswerIsBelievedForTenSeconds() {
    tokens.find(TOKEN);
    status = 404;

    nanos = Duration.ofSeconds(9).toNanos();
    assertThat(tokens.find(TOKEN)).contains(ADA);
    nanos = Duration.ofSeconds(11).toNanos();
    assertThat(tokens.find(TOKEN)).isEmpty();
  }

  @Test
  void aBadAnswerIsNotRemembered() {
    status = 404;
    assertThat(tokens.find(TOKEN)).isEmpty();
    status = 200;

    assertThat(tokens.find(TOKEN)).contains(ADA);
  }

  @Test
  void noAnswerMakesNoTokenBad() {
    status = 503;
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> tokens.find(TOKEN))
        .satisfies(refusal -> assertThat(refusal.problem().status()).isEqualTo(503));
    registry.stop(0);

    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> tokens.find(TOKEN));
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(
        exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    var body = Json.write(ADA).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
