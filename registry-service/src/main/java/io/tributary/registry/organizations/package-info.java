/**
 * Organizations, their members and invitations: the one place that knows who belongs where and as
 * what. Told to every service by {@link io.tributary.contracts.organizations.OrganizationChanged},
 * and to the identity provider, whose tokens have to name the organization too.
 */
@NullMarked
package io.tributary.registry.organizations;

import org.jspecify.annotations.NullMarked;
