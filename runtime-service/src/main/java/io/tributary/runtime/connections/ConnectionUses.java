package io.tributary.runtime.connections;

import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import java.util.List;

/** What uses connections; answered by whoever keeps flows. */
public interface ConnectionUses {
  List<FlowName> flowsUsing(OrganizationName organization, ConnectionName name);
}
