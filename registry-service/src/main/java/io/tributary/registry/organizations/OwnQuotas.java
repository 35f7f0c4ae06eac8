package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.quotas.Quota;
import java.util.Map;

/** Limits that the operator set for single organizations. */
interface OwnQuotas {

  /** By the quota's word; what is absent has the usual limit. */
  Map<String, Long> of(OrganizationName organization);

  /** In the caller's transaction. */
  void put(OrganizationName organization, Quota quota, long most);

  /** The usual limit holds again; in the caller's transaction. */
  void remove(OrganizationName organization, Quota quota);
}
