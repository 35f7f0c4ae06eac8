package io.tributary.registry.tokens;

import io.tributary.foundation.login.PersonalTokens;
import io.tributary.foundation.login.TokenText;
import io.tributary.foundation.problems.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Tells the log-in who holds a token. Asks the database each time: a revoked one is over at once.
 */
@Component
final class TokenHolders implements PersonalTokens {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Tokens tokens;
  private final LastUses lastUses;
  private final Clock clock;

  TokenHolders(Tokens tokens, LastUses lastUses, Clock clock) {
    this.tokens = tokens;
    this.lastUses = lastUses;
    this.clock = clock;
  }

  @Override
  public Optional<Holder> find(TokenText text) {
    var now = clock.instant();
    var living = found(text).filter(token -> token.life().isLiving(now));
    living.ifPresent(token -> lastUses.note(token, now));
    return living.map(TokenHolders::holder);
  }

  private Optional<PersonalToken> found(TokenText text) {
    try {
      return tokens.find(text);
    } catch (DataAccessException away) {
      throw Refusal.unavailable(
          "log-in-unavailable",
          "The token cannot be checked now, because the database does not answer. Try again in a"
              + " few seconds.",
          SOON);
    }
  }

  private static Holder holder(PersonalToken token) {
    return new Holder(
        token.owner().subject(),
        token.owner().name(),
        token.organization(),
        Set.copyOf(token.scopes().words()),
        token.life().expiresAt());
  }
}
