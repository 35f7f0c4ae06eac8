package io.tributary.runtime.authorizations;

import io.tributary.foundation.problems.Refusal;
import io.tributary.manifest.Credentials;
import io.tributary.manifest.Field;
import io.tributary.runtime.authorizations.Authorizations.Kept;
import io.tributary.runtime.components.ComponentVersion;
import io.tributary.runtime.connections.AccessTokens;
import io.tributary.runtime.connections.Connection;
import io.tributary.runtime.connections.ConnectionState;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lends access tokens to steps, renewed first where it is time. */
@Component
final class LendTokens implements AccessTokens {
  private static final String FIELD = "oauth";
  private static final String VIEW = "OAuthFieldView";
  private static final Duration SOON = Duration.ofSeconds(5);

  /**
   * A target may refuse a token for other reasons than its age: not asked for another each time.
   */
  private static final Duration YOUNG = Duration.ofMinutes(5);

  private final Authorizations authorizations;
  private final TokenVault vault;
  private final RenewTokens renew;
  private final TellOwners tell;
  private final Clock clock;

  LendTokens(
      Authorizations authorizations,
      TokenVault vault,
      RenewTokens renew,
      TellOwners tell,
      Clock clock) {
    this.authorizations = authorizations;
    this.vault = vault;
    this.renew = renew;
    this.tell = tell;
    this.clock = clock;
  }

  @Override
  public Optional<Lent> lend(Connection connection, ComponentVersion version) {
    var credentials = version.manifest().credentials();
    if (credentials.oauth2().isEmpty()) {
      return Optional.empty();
    }
    var kept = authorizations.find(connection.id());
    if (kept.isEmpty()) {
      if (isOptional(credentials)) {
        return Optional.empty();
      }
      throw mustBeAuthorized(connection, "Nobody has authorized it yet.");
    }
    return Optional.of(lent(connection, credentials, fresh(connection, kept.get())));
  }

  private Kept fresh(Connection connection, Kept kept) {
    boolean early = wasRefused(connection, kept);
    boolean due = early || kept.authorization().isDue(clock.instant());
    if (!due || kept.authorization().state() instanceof AuthorizationState.Ended) {
      return kept;
    }
    renew.renew(connection, kept, early);
    return authorizations.find(connection.id()).orElse(kept);
  }

  /** The target says no to a token that should be good. */
  private boolean wasRefused(Connection connection, Kept kept) {
    return connection.state() instanceof ConnectionState.Refused(var since, var _)
        && since.isAfter(kept.authorization().times().obtainedAt().plus(YOUNG))
        && vault.open(kept).refresh() != null;
  }

  private Lent lent(Connection connection, Credentials credentials, Kept kept) {
    var authorization = kept.authorization();
    if (!authorization.isUsable(clock.instant())) {
      throw unusable(connection, authorization);
    }
    var tokens = vault.open(kept);
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    tokens.about().forEach(value::put);
    value.put("access_token", tokens.access()).put("token_type", "Bearer");
    return new Lent(field(credentials), value, authorization.times().expiresAt());
  }

  private Refusal unusable(Connection connection, Authorization authorization) {
    return switch (authorization.state()) {
      case AuthorizationState.Ended(var _, var reason) -> {
        tell.hasEnded(connection, reason);
        yield mustBeAuthorized(connection, reason);
      }
      case AuthorizationState.Hindered(var trouble) ->
          Refusal.unavailable("token-not-renewed", trouble, SOON);
      case AuthorizationState.Good() ->
          Refusal.unavailable("token-renewing", "Its token is being renewed. Ask again.", SOON);
    };
  }

  private static Refusal mustBeAuthorized(Connection connection, String reason) {
    return Refusal.conflict(
        "connection-not-authorized",
        "The connection \"%s\" must be authorized: `tributary connections authorize %s`. %s"
            .formatted(connection.name(), connection.name(), reason));
  }

  private static String field(Credentials credentials) {
    return credentials.fields().stream()
        .filter(LendTokens::isAuthorized)
        .map(Field::name)
        .findFirst()
        .orElse(FIELD);
  }

  /** Where other fields do as well, and none of them asks for it. */
  private static boolean isOptional(Credentials credentials) {
    return !credentials.fields().isEmpty()
        && credentials.fields().stream()
            .noneMatch(field -> isAuthorized(field) && field.required());
  }

  private static boolean isAuthorized(Field field) {
    return field.viewClass().equals(VIEW);
  }
}
