package io.tributary.registry.tokens;

import io.tributary.contracts.problems.ProblemError;
import io.tributary.foundation.login.TokenText;
import java.util.List;

/** What came of asking for a token. */
sealed interface TokenMaking {
  /** The only time that the text is there. */
  record Made(PersonalToken token, TokenText text) implements TokenMaking {}

  record Faulty(List<ProblemError> faults) implements TokenMaking {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /** Its owner has that many already. */
  record TooMany(int most) implements TokenMaking {}
}
