package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;

/** What the identity provider is still to be told. */
sealed interface ProviderChange {
  OrganizationName organization();

  record Make(OrganizationName organization) implements ProviderChange {}

  /** The organization itself goes; people stay. */
  record Unmake(OrganizationName organization) implements ProviderChange {}

  record Join(OrganizationName organization, String subject) implements ProviderChange {}

  record Remove(OrganizationName organization, String subject) implements ProviderChange {}
}
