package io.tributary.foundation.quotas;

import io.tributary.contracts.names.OrganizationName;
import java.time.Instant;
import java.util.Optional;

/**
 * How much of a quota an organization uses.
 *
 * @param used in the quota's unit, a few seconds old
 * @param until when this count ends and another begins from 0; empty where it has no end
 */
public record QuotaUse(
    OrganizationName organization, Quota quota, long used, Optional<Instant> until) {

  /** One that has no end. */
  public QuotaUse(OrganizationName organization, Quota quota, long used) {
    this(organization, quota, used, Optional.empty());
  }
}
