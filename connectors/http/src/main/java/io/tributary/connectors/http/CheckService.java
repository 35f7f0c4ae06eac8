package io.tributary.connectors.http;

import io.tributary.sdk.ConnectionCheck;
import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Setup;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one address with the connection's login. */
public final class CheckService implements ConnectionCheck {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern FIELD = Pattern.compile("^connection#/(\\w+)");

  @Override
  public Outcome check(Setup setup) throws InterruptedException {
    var service = setup.connection(Service.class);
    try {
      return outcome(service);
    } catch (GiveUp wrong) {
      var message = String.valueOf(wrong.getMessage());
      var field = FIELD.matcher(message);
      return new Outcome.Refused(field.find() ? field.group(1) : "url", message);
    } catch (ConnectionRefused refused) {
      return new Outcome.Refused(service.login().field(), String.valueOf(refused.getMessage()));
    } catch (RetryLater away) {
      return new Outcome.Refused("url", away.getMessage() + ". Check address and network");
    }
  }

  private static Outcome outcome(Service service) throws InterruptedException {
    var path = Service.filled(service.checkPath()).orElse("");
    var calls = new Calls(Clock.systemUTC());
    try (var answer = calls.any(service, request(service, path))) {
      int status = answer.status();
      var what =
          "%s: %s answers %d".formatted(answer.request().name(), service.base().host(), status);
      if (status / 100 == 2 || status == 304) {
        return new Outcome.Works(account(service));
      }
      if (status == 401 || status == 403) {
        return new Outcome.Refused(service.login().field(), what + ". Correct the login");
      }
      if (status >= 500 || status == 429 || status == 408) {
        // Neither good nor bad: it could not be tried.
        throw new IllegalStateException(what + ". Try again later");
      }
      return new Outcome.Refused("checkPath", what + ". Choose a path that can be read");
    }
  }

  private static Outgoing request(Service service, String path) {
    var method = Service.filled(service.checkMethod()).orElse("GET").toUpperCase(Locale.ROOT);
    if (!Set.of("GET", "HEAD").contains(method)) {
      throw new GiveUp("connection#/checkMethod: is " + method + ". Use GET or HEAD");
    }
    return new Outgoing(
        method,
        service.base().at("connection#/checkPath", path, Map.of()),
        Headers.of(service, "connection#/headers", Map.of()),
        Body.NONE,
        LIMIT,
        Statuses.usual());
  }

  private static String account(Service service) {
    Optional<String> name =
        switch (service.login()) {
          case Login.ClientCredentials client -> Optional.of(client.id());
          case Login.Header(_, _, var field) when field.equals("password") -> service.username();
          default -> Optional.empty();
        };
    return name.map(who -> who + "@").orElse("") + service.base().host();
  }
}
