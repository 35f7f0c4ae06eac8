package io.tributary.runtime.grants;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import java.util.List;

/** Whoever has given hosts of a component to steps that run. */
public interface DeployedHosts {
  /**
   * Brings the steps to the newest decision, in the transaction that made it; their workers are
   * replaced.
   *
   * @return the flows that changed
   */
  List<FlowName> decided(OrganizationName organization, ComponentRef component);
}
