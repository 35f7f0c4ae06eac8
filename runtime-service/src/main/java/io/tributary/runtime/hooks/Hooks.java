package io.tributary.runtime.hooks;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import java.util.List;
import java.util.Optional;

/** The addresses of all webhooks. */
public interface Hooks {
  Optional<Hook> find(String id);

  List<Hook> all();

  Optional<Hook> ofFlow(FlowId flow);

  /** Of the organization's flow of that name. */
  Optional<Hook> named(OrganizationName organization, FlowName flow);

  /** Keeps this as the flow's only hook; the id of the same step's earlier hook stays in use. */
  Hook open(Hook hook);

  /** From now on the flow's address is unknown. */
  void close(FlowId flow);
}
