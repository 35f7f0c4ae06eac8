package io.tributary.registry.tokens;

import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.login.TokenText;
import io.tributary.foundation.membership.Standing;
import io.tributary.registry.tokens.PersonalToken.Owner;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Gives a member a token that does at most what the member may. */
@Component
final class MakeToken {
  /** Of one person in one organization. */
  static final int MOST = 50;

  private final Tokens tokens;
  private final Ids ids;
  private final Clock clock;

  MakeToken(Tokens tokens, Ids ids, Clock clock) {
    this.tokens = tokens;
    this.ids = ids;
    this.clock = clock;
  }

  TokenMaking make(Caller caller, Standing standing, TokenWish wish) {
    var faults = wish.faults(standing.role());
    if (!faults.isEmpty()) {
      return new TokenMaking.Faulty(faults);
    }
    var text = TokenText.of(ids.secret());
    var token =
        new PersonalToken(
            ids.timeOrdered(),
            standing.organization(),
            new Owner(caller.subject(), caller.name()),
            wish.name(),
            Scopes.of(wish.scopes()),
            text.tail(),
            TokenLife.begin(clock.instant(), wish.length()));
    return tokens.add(token, text, MOST)
        ? new TokenMaking.Made(token, text)
        : new TokenMaking.TooMany(MOST);
  }
}
