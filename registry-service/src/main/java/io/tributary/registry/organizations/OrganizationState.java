package io.tributary.registry.organizations;

import java.time.Instant;

/** What an organization's members may do. */
sealed interface OrganizationState {
  record Active() implements OrganizationState {}

  /**
   * By the platform's operator.
   *
   * @param reason for its members to read
   */
  record Suspended(String reason, Instant since) implements OrganizationState {}

  /**
   * An owner asked for its deletion.
   *
   * @param by the owner's name
   * @param due when it is deleted, unless somebody calls it off
   */
  record Leaving(String by, Instant since, Instant due) implements OrganizationState {}

  /** For ever: the name is nobody else's. */
  record Deleted(Instant since) implements OrganizationState {}
}
