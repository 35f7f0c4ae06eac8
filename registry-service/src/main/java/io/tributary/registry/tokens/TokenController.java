package io.tributary.registry.tokens;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.login.TokenText;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.membership.Standing;
import io.tributary.foundation.problems.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Personal access tokens over REST. Making and revoking takes a log-in: no token begets another.
 */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/tokens")
class TokenController {
  private final MakeToken makeToken;
  private final RevokeToken revokeToken;
  private final Tokens tokens;
  private final Memberships memberships;
  private final Clock clock;

  TokenController(
      MakeToken makeToken,
      RevokeToken revokeToken,
      Tokens tokens,
      Memberships memberships,
      Clock clock) {
    this.makeToken = makeToken;
    this.revokeToken = revokeToken;
    this.tokens = tokens;
    this.memberships = memberships;
    this.clock = clock;
  }

  /** What is asked for; usually 90 days. */
  record NewToken(@Nullable String name, @Nullable List<String> scopes, @Nullable Integer days) {
    TokenWish wish() {
      return new TokenWish(
          Objects.requireNonNullElse(name, ""),
          Objects.requireNonNullElse(scopes, List.of()),
          Objects.requireNonNullElse(days, TokenWish.USUAL_DAYS));
    }
  }

  /** The answer to making one: the secret, which is never told again. */
  record MadeToken(TokenText secret, TokenView token) {}

  /** A token on the wire. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TokenView(
      UUID id,
      String name,
      String owner,
      List<String> scopes,
      String endsWith,
      String state,
      Instant madeAt,
      Instant expiresAt,
      @Nullable Instant lastUsedAt,
      @Nullable Instant revokedAt) {
    static TokenView of(PersonalToken token, Instant now) {
      var life = token.life();
      return new TokenView(
          token.id(),
          token.name(),
          token.owner().name(),
          token.scopes().words(),
          token.tail(),
          life.word(now),
          life.madeAt(),
          life.expiresAt(),
          life.usedAt().orElse(null),
          life.revokedAt().orElse(null));
    }
  }

  @PostMapping
  @Needs(Permission.LOOK)
  ResponseEntity<MadeToken> make(
      @PathVariable OrganizationName organization, @RequestBody NewToken wanted, Caller caller) {
    requireLogIn(caller);
    return switch (makeToken.make(caller, standing(organization, caller), wanted.wish())) {
      case TokenMaking.Made(var token, var text) ->
          ResponseEntity.status(HttpStatus.CREATED)
              .cacheControl(CacheControl.noStore())
              .body(new MadeToken(text, TokenView.of(token, clock.instant())));
      case TokenMaking.Faulty(var faults) ->
          throw Refusal.invalid("token-invalid", "No token was made; see the errors.", faults);
      case TokenMaking.TooMany(var most) ->
          throw Refusal.conflict(
              "too-many-tokens",
              "You have %d tokens in %s. Revoke one that you do not need: `tributary token ls`."
                  .formatted(most, organization));
    };
  }

  @GetMapping
  @Needs(Permission.LOOK)
  List<TokenView> list(@PathVariable OrganizationName organization, Caller caller) {
    var standing = standing(organization, caller);
    var now = clock.instant();
    return tokens.of(organization).stream()
        .filter(token -> token.isInHandsOf(caller, standing))
        .map(token -> TokenView.of(token, now))
        .toList();
  }

  @DeleteMapping("/{id}")
  @Needs(Permission.LOOK)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(@PathVariable OrganizationName organization, @PathVariable UUID id, Caller caller) {
    requireLogIn(caller);
    if (!revokeToken.revoke(caller, standing(organization, caller), id)) {
      throw Refusal.notFound(
          "token-not-found", "There is no such token of yours. See: `tributary token ls`.");
    }
  }

  private static void requireLogIn(Caller caller) {
    if (caller.isByPersonalToken()) {
      throw Refusal.forbidden(
          "token-cannot-make-tokens",
          "A personal access token neither makes nor revokes tokens. Sign in: `tributary login`.");
    }
  }

  private Standing standing(OrganizationName organization, Caller caller) {
    return memberships
        .of(organization, caller)
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "organization-not-found",
                    "There is no such organization, or you do not belong to it."));
  }
}
