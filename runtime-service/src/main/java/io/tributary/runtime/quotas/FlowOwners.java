package io.tributary.runtime.quotas;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import java.util.Optional;

/** Whose a flow is. */
interface FlowOwners {

  /**
   * Whose it is.
   *
   * @param polled the trigger, where it is a polled one
   */
  record Owner(OrganizationName organization, Optional<StepName> polled) {}

  Optional<Owner> find(FlowId flow);
}
