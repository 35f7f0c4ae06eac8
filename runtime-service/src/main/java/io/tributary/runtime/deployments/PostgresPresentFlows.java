package io.tributary.runtime.deployments;

import io.tributary.contracts.names.FlowId;
import io.tributary.foundation.persistence.Statements;
import java.util.Collection;
import java.util.Set;

/**
 * Which flows there are, for whoever writes what step runners told: of a flow whose organization
 * has gone they may tell late, and nothing would ever remove it.
 */
public final class PostgresPresentFlows {
  private PostgresPresentFlows() {}

  /** Of these, those that are there; none of them goes before the transaction's end. */
  public static Set<FlowId> among(Statements jdbc, Collection<FlowId> flows) {
    return Set.copyOf(
        jdbc.sql("select id from runtime.flows where id = any(?) order by id for key share")
            .param(flows.stream().map(FlowId::value).distinct().toArray(String[]::new))
            .query((row, number) -> new FlowId(row.getString("id")))
            .list());
  }
}
