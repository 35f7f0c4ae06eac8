package io.tributary.foundation.login;

import io.tributary.contracts.names.OrganizationName;
import java.util.Objects;
import java.util.Set;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Who calls, as the verified token says. Controllers take it as a parameter.
 *
 * @param subject the identity provider's id of the person or service
 * @param name for people to read
 * @param organizations those the token names; the active one is in the address
 * @param service whether a part of the platform calls
 */
public record Caller(
    String subject, String name, Set<OrganizationName> organizations, boolean service) {
  public Caller {
    organizations = Set.copyOf(organizations);
  }

  public boolean belongsTo(OrganizationName organization) {
    return organizations.contains(organization);
  }

  public static Caller of(JwtAuthenticationToken authentication) {
    var token = authentication.getToken();
    var subject = Objects.requireNonNullElse(token.getSubject(), "");
    return new Caller(
        subject,
        Objects.requireNonNullElse(token.getClaimAsString("preferred_username"), subject),
        OrganizationClaim.of(token),
        authentication.getAuthorities().stream()
            .anyMatch(authority -> "ROLE_service".equals(authority.getAuthority())));
  }
}
