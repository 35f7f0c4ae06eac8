package io.tributary.foundation.quotas;

import io.tributary.contracts.names.OrganizationName;
import java.util.List;

/** What a service counts. For people and for warnings; never asked for a message. */
public interface QuotaUses {

  /** Of one organization; what is absent is 0. */
  List<QuotaUse> of(OrganizationName organization);

  /** Of all organizations that use anything. */
  List<QuotaUse> all();

  /** The quotas that it counts. */
  List<Quota> counted();
}
