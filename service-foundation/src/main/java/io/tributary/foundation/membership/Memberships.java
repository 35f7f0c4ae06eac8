package io.tributary.foundation.membership;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.problems.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who belongs to which organization, and as what. Asked on every request; answers from memory. */
public interface Memberships {

  /**
   * Where the caller stands; empty for strangers, and where there is no such organization.
   *
   * @throws Refusal as unavailable, while the members are not known yet
   */
  Optional<Standing> of(OrganizationName organization, Caller caller);

  /** Whether the organization is suspended, leaving or gone: nothing of it is to run. */
  boolean isStopped(OrganizationName organization);

  /** Those that are no more: what they owned is to be deleted. */
  default Set<OrganizationName> gone() {
    return Set.of();
  }

  /** Limits that the operator set for this organization alone, by the quota's word. */
  default Map<String, Long> quotas(OrganizationName organization) {
    return Map.of();
  }
}
