package io.tributary.runtime.quotas;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import java.util.Map;

/** How many workers each deployed step is sure of: the least that its flow asks for, or one. */
public interface SureWorkers {

  /** A step of a flow. */
  record Place(FlowId flow, StepName step) {}

  Map<Place, Integer> of(OrganizationName organization);

  Map<OrganizationName, Map<Place, Integer>> all();
}
