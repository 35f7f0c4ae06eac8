package io.tributary.runtime.authorizations;

import io.tributary.runtime.keys.Sealed;

/**
 * A consent whole.
 *
 * @param state hash of what the provider brings back; the text itself is nowhere
 * @param secrets the verifier, and the code once it is there
 */
record KeptConsent(String state, Consent consent, Sealed secrets) {
  static String binding(Consent.Place place, String state) {
    return "oauth-consent|" + place.organization() + "|" + place.connection() + "|" + state;
  }

  String binding() {
    return binding(consent.place(), state);
  }
}
