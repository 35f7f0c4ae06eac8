package io.tributary.registry.organizations;

import io.tributary.foundation.login.Caller;
import io.tributary.foundation.problems.Refusal;

/** What only people do who signed in themselves: neither parts of the platform nor scripts. */
final class People {
  private People() {}

  static void require(Caller caller) {
    if (caller.isService() || caller.isByPersonalToken()) {
      throw Refusal.forbidden(
          "people-only", "Only a person who is signed in does this: `tributary login`.");
    }
  }
}
