package io.tributary.registry.organizations;

import java.time.Instant;

/** Whether an organization's members may work. */
sealed interface OrganizationState {
  record Active() implements OrganizationState {}

  /**
   * By the platform's operator.
   *
   * @param reason for its members to read
   */
  record Suspended(String reason, Instant since) implements OrganizationState {}
}
