package io.tributary.runtime.authorizations;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Consents under way. */
interface Consents {
  /** Takes the place of an earlier one of the same person for the same connection. */
  void ask(KeptConsent consent);

  Optional<KeptConsent> byState(String state);

  Optional<KeptConsent> of(UUID connection, String subject);

  /**
   * Keeps the provider's answer.
   *
   * @return false where there is one already
   */
  boolean answer(KeptConsent answered);

  /** Counts a wrong confirmation; after the fifth the consent is gone. Gives how many are left. */
  int wrong(KeptConsent consent);

  /** Removes it; true for one caller only. */
  boolean take(KeptConsent consent);

  void forgetOver(Instant now);
}
