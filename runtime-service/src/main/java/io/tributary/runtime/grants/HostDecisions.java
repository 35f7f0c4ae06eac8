package io.tributary.runtime.grants;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import java.util.List;

/** What organizations said about components' hosts. */
public interface HostDecisions {
  /**
   * The newest. In a transaction nobody changes it until the end, so that a flow is not deployed
   * with what is being refused.
   */
  HostDecision of(OrganizationName organization, ComponentRef component);

  /** The newest, to be changed in this transaction: nobody else reads or changes it meanwhile. */
  HostDecision toChange(OrganizationName organization, ComponentRef component);

  /** All of an organization that say anything, by component. */
  List<HostDecision> all(OrganizationName organization);

  /** Keeps what was taken to be changed. */
  void keep(HostDecision decision);
}
