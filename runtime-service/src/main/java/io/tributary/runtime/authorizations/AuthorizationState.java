package io.tributary.runtime.authorizations;

import java.time.Instant;

/** Whether an authorization goes on: {@code Good ⇄ Hindered → Ended}. */
sealed interface AuthorizationState {

  /** Its tokens are renewed in time. */
  record Good() implements AuthorizationState {}

  /** The last try to renew them failed, and there are others to come. */
  record Hindered(String trouble) implements AuthorizationState {}

  /** The provider takes the refresh token no more: a person must consent again. */
  record Ended(Instant since, String reason) implements AuthorizationState {}
}
