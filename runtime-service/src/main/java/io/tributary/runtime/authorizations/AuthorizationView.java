package io.tributary.runtime.authorizations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.runtime.authorizations.provider.RedirectAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An authorization as the API shows it.
 *
 * @param state {@code none}, {@code good}, {@code hindered} or {@code ended}
 * @param by who consented
 * @param since when the present token was given
 * @param expiresAt when it ends; it is renewed before
 * @param reason why it is hindered or has ended
 * @param redirectAddress exactly as the provider must have it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuthorizationView(
    String state,
    @Nullable String by,
    @Nullable String provider,
    @Nullable Instant since,
    @Nullable Instant expiresAt,
    @Nullable String reason,
    String redirectAddress) {

  static AuthorizationView none(RedirectAddress redirect) {
    return new AuthorizationView("none", null, null, null, null, null, redirect.toString());
  }

  static AuthorizationView of(Authorization authorization, RedirectAddress redirect) {
    var state = authorization.state();
    return new AuthorizationView(
        word(state),
        authorization.person().name(),
        authorization.deal().tokenEndpoint().getHost(),
        authorization.times().obtainedAt(),
        authorization.times().expiresAt(),
        reason(state),
        redirect.toString());
  }

  private static String word(AuthorizationState state) {
    return switch (state) {
      case AuthorizationState.Good() -> "good";
      case AuthorizationState.Hindered _ -> "hindered";
      case AuthorizationState.Ended _ -> "ended";
    };
  }

  private static @Nullable String reason(AuthorizationState state) {
    return switch (state) {
      case AuthorizationState.Good() -> null;
      case AuthorizationState.Hindered(var trouble) -> trouble;
      case AuthorizationState.Ended(var _, var reason) -> reason;
    };
  }
}
