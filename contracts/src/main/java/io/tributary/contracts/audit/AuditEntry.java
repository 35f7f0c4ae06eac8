package io.tributary.contracts.audit;

import io.tributary.contracts.names.OrganizationName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody asked the platform to do, or was answered. Topic {@link #TOPIC}, key =
 * the organization's name, or empty for what concerns none. It never holds a body, a query or a
 * secret.
 *
 * @param id of the entry; a repeat has the same
 * @param request what an asked and an answered entry have in common
 * @param subject the identity provider's id of who asked
 * @param name of who asked, for people to read
 * @param client that the token was given to
 * @param action method and address as the API document has them
 * @param object the address as it was asked
 * @param address where the request came from
 * @param status of the answer (RFC 9110, 15); null while it was only asked
 */
public record AuditEntry(
    UUID id,
    UUID request,
    Instant at,
    @Nullable OrganizationName organization,
    String subject,
    String name,
    String client,
    String action,
    String object,
    String address,
    @Nullable Integer status) {
  public static final String TOPIC = "tributary.audit";
}
