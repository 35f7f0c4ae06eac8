package io.tributary.foundation.login;

import io.tributary.contracts.names.OrganizationName;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Who calls, as the verified token says. Controllers take it as a parameter.
 *
 * @param subject the identity provider's id of the person or service
 * @param name for people to read
 * @param client that the token was given to
 * @param organizations those the token names; the active one is in the address
 * @param part which part of the platform calls; empty for people
 * @param email which the identity provider has verified
 * @param scopes words of what a personal access token is for; empty: all that its owner may
 */
public record Caller(
    String subject,
    String name,
    String client,
    Set<OrganizationName> organizations,
    Optional<Part> part,
    Optional<String> email,
    Optional<Set<String>> scopes) {
  private static final String PERSONAL_TOKEN = "personal-token";

  /** Parts of the platform that may do what others may not. */
  public enum Part {
    /** Starts workers and leases connections. */
    RUNNER,
    /** Fetches every component's source. */
    BUILDER,
    OTHER
  }

  public Caller {
    organizations = Set.copyOf(organizations);
    scopes = scopes.map(Set::copyOf);
  }

  /** Who sent this request; empty where the route asks for no log-in. */
  public static Optional<Caller> of(HttpServletRequest request) {
    return request.getUserPrincipal() instanceof LoggedIn login
        ? Optional.of(login.caller())
        : Optional.empty();
  }

  /** Until when the token of this request is good; empty where the route asks for no log-in. */
  public static Optional<Instant> goodUntil(HttpServletRequest request) {
    return request.getUserPrincipal() instanceof LoggedIn login
        ? Optional.of(login.until())
        : Optional.empty();
  }

  /** Whether a personal access token was sent; it never does more than its scopes. */
  public boolean isByPersonalToken() {
    return scopes.isPresent();
  }

  /** Whether the token is for this as well, whatever its owner may. */
  public boolean isWithinScopes(String scope) {
    return scopes.isEmpty() || scopes.get().contains(scope);
  }

  public boolean belongsTo(OrganizationName organization) {
    return organizations.contains(organization);
  }

  /** Whether a part of the platform calls. */
  public boolean isService() {
    return part.isPresent();
  }

  public boolean is(Part one) {
    return part.filter(one::equals).isPresent();
  }

  static Caller of(Jwt token, boolean service, TokenRules rules) {
    var client = rules.claims().clientOf(token);
    return new Caller(
        Objects.requireNonNullElse(token.getSubject(), ""),
        rules.claims().nameOf(token),
        client,
        OrganizationClaim.of(token.getClaims().get(rules.claims().organization())),
        service ? Optional.of(part(client, rules)) : Optional.empty(),
        rules.claims().emailOf(token),
        Optional.empty());
  }

  static Caller of(PersonalTokens.Holder holder) {
    return new Caller(
        holder.subject(),
        holder.name(),
        PERSONAL_TOKEN,
        Set.of(holder.organization()),
        Optional.empty(),
        Optional.empty(),
        Optional.of(holder.scopes()));
  }

  private static Part part(String client, TokenRules rules) {
    if (rules.runners().contains(client)) {
      return Part.RUNNER;
    }
    return rules.builders().contains(client) ? Part.BUILDER : Part.OTHER;
  }
}
