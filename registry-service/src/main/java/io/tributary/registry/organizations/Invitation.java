package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.Role;
import java.time.Instant;
import java.util.UUID;

/**
 * Somebody is asked to join an organization; for one e-mail address, once.
 *
 * @param email lower case
 * @param invitedBy for people to read
 */
record Invitation(
    UUID id,
    OrganizationName organization,
    String email,
    Role role,
    String invitedBy,
    Instant madeAt,
    Instant until) {}
