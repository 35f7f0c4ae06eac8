package io.tributary.foundation.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.problems.Refusal;
import io.tributary.foundation.tokens.ServiceTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Personal access tokens as the registry knows them, for a service in a process of its own. The
 * registry is asked as OAuth's introspection does (RFC 7662), by a service's own log-in; a good
 * answer is believed for ten seconds, so that a revoked token is over that much later.
 */
public final class AskedTokens implements PersonalTokens {
  /** Where the registry answers: POST {@code {"token": "trb_…"}} gives the holder, or 404. */
  public static final String PATH = "/internal/v1/personal-tokens";

  private static final Duration BELIEVED = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int REMEMBERED = 10_000;

  private final URI address;
  private final Supplier<String> bearer;
  private final Cache<String, Holder> good;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /** Asks this registry. */
  public AskedTokens(URI registry, ServiceTokens own) {
    this(registry, own::bearer, Ticker.systemTicker());
  }

  AskedTokens(URI registry, Supplier<String> bearer, Ticker ticker) {
    this.address = registry.resolve(PATH);
    this.bearer = bearer;
    this.good =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(BELIEVED)
            .ticker(ticker)
            .build();
  }

  @Override
  public Optional<Holder> find(TokenText token) {
    var known = good.getIfPresent(token.value());
    if (known != null) {
      return Optional.of(known);
    }
    var found = ask(token);
    found.ifPresent(holder -> good.put(token.value(), holder));
    return found;
  }

  private Optional<Holder> ask(TokenText token) {
    var answer = answer(token);
    return switch (answer.statusCode()) {
      case 200 -> Optional.of(Json.read(answer.body(), Holder.class));
      case 404 -> Optional.empty();
      default -> throw away();
    };
  }

  private HttpResponse<String> answer(TokenText token) {
    try {
      return http.send(
          HttpRequest.newBuilder(address)
              .timeout(PATIENCE)
              .header("Authorization", "Bearer " + bearer.get())
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(Json.write(Map.of("token", token))))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException | UncheckedIOException silent) {
      throw away();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw away();
    }
  }

  private static Refusal away() {
    return Refusal.unavailable(
        "log-in-unavailable",
        "The token cannot be checked now, because the registry does not answer. Try again in a few"
            + " seconds.",
        PATIENCE);
  }
}
