package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;

/**
 * An owner that an installation begins with.
 *
 * @param subject the identity provider's id
 */
public record Founder(
    OrganizationName organization, String title, String subject, String name, String email) {}
