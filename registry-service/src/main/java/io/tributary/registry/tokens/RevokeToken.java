package io.tributary.registry.tokens;

import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Standing;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Ends a token at once. */
@Component
final class RevokeToken {
  private final Tokens tokens;
  private final Clock clock;

  RevokeToken(Tokens tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * Revoking twice changes nothing.
   *
   * @return whether there is such a token for this caller
   */
  boolean revoke(Caller caller, Standing standing, UUID id) {
    var found =
        tokens
            .find(standing.organization(), id)
            .filter(token -> token.isInHandsOf(caller, standing));
    found.ifPresent(token -> tokens.revoke(token.id(), clock.instant()));
    return found.isPresent();
  }
}
