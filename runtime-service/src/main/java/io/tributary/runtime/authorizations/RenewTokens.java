package io.tributary.runtime.authorizations;

import io.tributary.runtime.authorizations.Authorizations.Kept;
import io.tributary.runtime.authorizations.provider.ClientCredentials;
import io.tributary.runtime.authorizations.provider.OAuthSettings;
import io.tributary.runtime.authorizations.provider.TokenEndpoints;
import io.tributary.runtime.authorizations.provider.TokenEndpoints.Question;
import io.tributary.runtime.authorizations.provider.TokenReply;
import io.tributary.runtime.authorizations.provider.Tokens;
import io.tributary.runtime.connections.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Asks a provider for the next tokens of a connection, one process at a time. Before it asks, it is
 * noted that it will: who is killed between the provider's answer and its keeping leaves that note,
 * and the next one tries with the refresh token that is there. Where the provider took it only
 * once, it says so, and a person has to consent again; other tokens than this connection's are
 * never kept.
 */
@Component
final class RenewTokens {
  /** Much longer than asking may take. */
  private static final Duration CLAIM = Duration.ofMinutes(1);

  private static final Duration AGAIN = Duration.ofSeconds(30);

  private final Authorizations authorizations;
  private final TokenVault vault;
  private final ConnectionClient client;
  private final TokenEndpoints provider;
  private final TellOwners tell;
  private final OAuthSettings settings;
  private final Clock clock;

  RenewTokens(
      Authorizations authorizations,
      TokenVault vault,
      ConnectionClient client,
      TokenEndpoints provider,
      TellOwners tell,
      OAuthSettings settings,
      Clock clock) {
    this.authorizations = authorizations;
    this.vault = vault;
    this.client = client;
    this.provider = provider;
    this.tell = tell;
    this.settings = settings;
    this.clock = clock;
  }

  /** What came of it. */
  enum Outcome {
    RENEWED,
    /** Somebody else does it, or has done it. */
    LEFT_TO_OTHERS,
    /** There will be another try. */
    HINDERED,
    ENDED
  }

  /**
   * Renews this version of them.
   *
   * @param early also where it is not due
   */
  Outcome renew(Connection connection, Kept kept, boolean early) {
    var before = kept.authorization();
    var now = clock.instant();
    if (!authorizations.claim(before, now, now.plus(CLAIM), early)) {
      return Outcome.LEFT_TO_OTHERS;
    }
    var tokens = vault.open(kept);
    var refresh = tokens.refresh();
    if (refresh == null) {
      return ended(connection, before, "Its provider gives nothing to renew its token with.");
    }
    return switch (client.of(connection, before.deal())) {
      case ConnectionClient.Found.Gone(var reason) -> hindered(before, reason);
      case ConnectionClient.Found.One(var one) ->
          asked(connection, before, tokens, provider.ask(question(before, one, refresh)), now);
    };
  }

  private static Question question(Authorization before, ClientCredentials one, String refresh) {
    return new Question(
        before.deal().tokenEndpoint(),
        before.deal().clientAuth(),
        one,
        Map.of("grant_type", "refresh_token", "refresh_token", refresh));
  }

  private Outcome asked(
      Connection connection, Authorization before, Tokens old, TokenReply reply, Instant asked) {
    return switch (reply) {
      case TokenReply.Granted(var tokens) ->
          kept(connection, before, tokens.orRefresh(old.refresh()), asked);
      case TokenReply.Refused refused when refused.isFinal() ->
          ended(connection, before, lastWords(before, refused));
      case TokenReply.Refused(var error, var words) ->
          hindered(before, "The provider says %s %s".formatted(error, words).strip());
      case TokenReply.Away(var reason) ->
          hindered(before, "The provider does not answer: " + reason);
    };
  }

  private Outcome kept(Connection connection, Authorization before, Tokens tokens, Instant asked) {
    var next = before.renewed(Authorization.Times.of(asked, tokens, settings.refreshBefore()));
    if (!authorizations.keep(next, vault.seal(next, tokens))) {
      return Outcome.LEFT_TO_OTHERS;
    }
    tell.worksAgain(connection);
    return Outcome.RENEWED;
  }

  private Outcome hindered(Authorization before, String trouble) {
    authorizations.hinder(before, clock.instant().plus(AGAIN), trouble);
    return Outcome.HINDERED;
  }

  private Outcome ended(Connection connection, Authorization before, String reason) {
    var ended = new AuthorizationState.Ended(clock.instant(), reason);
    if (!authorizations.end(before, ended)) {
      return Outcome.LEFT_TO_OTHERS;
    }
    tell.hasEnded(connection, reason);
    return Outcome.ENDED;
  }

  private static String lastWords(Authorization before, TokenReply.Refused refused) {
    var words =
        refused.words().isEmpty() ? refused.error() : refused.error() + ", " + refused.words();
    return before.inDoubt()
        ? "A renewal was cut short before the provider's answer was kept, and it takes each refresh token once (%s)."
            .formatted(words)
        : "The provider does not renew its token any more (%s).".formatted(words);
  }
}
