package io.tributary.runtime.authorizations;

import static io.tributary.foundation.problems.Fields.required;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.authorizations.FinishAuthorization.Outcome;
import io.tributary.runtime.authorizations.provider.RedirectAddress;
import io.tributary.runtime.connections.Connection;
import io.tributary.runtime.connections.Connections;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A connection's consent, begun and finished by the same person. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/connections/{name}/authorization")
@Tag(name = "oauth")
final class AuthorizationController {
  private final Connections connections;
  private final Authorizations authorizations;
  private final BeginAuthorization begin;
  private final FinishAuthorization finish;
  private final RedirectAddress redirect;

  AuthorizationController(
      Connections connections,
      Authorizations authorizations,
      BeginAuthorization begin,
      FinishAuthorization finish,
      RedirectAddress redirect) {
    this.connections = connections;
    this.authorizations = authorizations;
    this.begin = begin;
    this.finish = finish;
    this.redirect = redirect;
  }

  /**
   * What to do now.
   *
   * @param address of the provider's page, for this person's browser only
   * @param redirectAddress exactly as the provider must have it
   */
  record Begun(URI address, String redirectAddress, Instant expiresAt) {
    /** Without the address: it holds the state. */
    @Override
    public String toString() {
      return "Begun[until " + expiresAt + "]";
    }
  }

  /** What the page showed after the consent. */
  record Confirmed(@Nullable String confirmation) {
    @Override
    public String toString() {
      return "Confirmed[]";
    }
  }

  @GetMapping
  @Needs(Permission.LOOK)
  @Operation(summary = "Whether the connection is authorized, by whom and until when")
  AuthorizationView one(
      @PathVariable OrganizationName organization, @PathVariable ConnectionName name) {
    return authorizations
        .find(found(organization, name).id())
        .map(kept -> AuthorizationView.of(kept.authorization(), redirect))
        .orElseGet(() -> AuthorizationView.none(redirect));
  }

  @PostMapping
  @Needs(Permission.CONNECT)
  @Operation(summary = "Gives the address of the provider's page where the caller consents")
  ResponseEntity<Begun> begin(
      @PathVariable OrganizationName organization,
      @PathVariable ConnectionName name,
      Caller caller) {
    var person = new Person(caller.subject(), caller.name());
    return switch (begin.begin(found(organization, name), person)) {
      case BeginAuthorization.Outcome.Begun(var address, var consent) ->
          ResponseEntity.ok()
              .cacheControl(CacheControl.noStore())
              .body(new Begun(address, redirect.toString(), consent.expiresAt()));
      case BeginAuthorization.Outcome.Refused(var code, var reason) ->
          throw Refusal.conflict(code, reason);
    };
  }

  @PostMapping("/finish")
  @Needs(Permission.CONNECT)
  @Operation(summary = "Connects, with what the page showed to the person who began")
  AuthorizationView finish(
      @PathVariable OrganizationName organization,
      @PathVariable ConnectionName name,
      Caller caller,
      @RequestBody Confirmed confirmed) {
    var confirmation = required(confirmed.confirmation(), "confirmation");
    return switch (finish.finish(found(organization, name), caller.subject(), confirmation)) {
      case Outcome.Finished(var authorization) -> AuthorizationView.of(authorization, redirect);
      case Outcome.Waiting() ->
          throw Refusal.conflict(
              "consent-waiting", "The provider has not sent you back yet. Consent there first.");
      case Outcome.NotConfirmed(int left) ->
          throw Refusal.conflict(
              "confirmation-wrong",
              left == 0
                  ? "That is not what the page shows. Begin again."
                  : "That is not what the page shows; tries left: %d.".formatted(left));
      case Outcome.NothingBegun() ->
          throw Refusal.conflict(
              "nothing-begun",
              "You have begun nothing here within ten minutes. Begin: `tributary connections authorize %s`."
                  .formatted(name));
      case Outcome.Refused(var code, var reason) -> throw Refusal.conflict(code, reason);
    };
  }

  private Connection found(OrganizationName organization, ConnectionName name) {
    return connections
        .find(organization, name)
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "connection-not-found",
                    "There is no connection \"%s\" in this organization.".formatted(name)));
  }
}
