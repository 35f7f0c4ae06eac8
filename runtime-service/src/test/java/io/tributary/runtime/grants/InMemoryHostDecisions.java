package io.tributary.runtime.grants;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.manifest.HostGrant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decisions in memory. */
public final class InMemoryHostDecisions implements HostDecisions {
  private final Map<List<Object>, HostDecision> kept = new LinkedHashMap<>();

  /** Where the component may reach the host. */
  public InMemoryHostDecisions allowing(
      OrganizationName organization, String component, String host) {
    keep(
        of(organization, ComponentRef.parse(component))
            .with(List.of(HostGrant.parse(host)), List.of()));
    return this;
  }

  /** Where the component may not reach the host. */
  public InMemoryHostDecisions refusing(
      OrganizationName organization, String component, String host) {
    keep(
        of(organization, ComponentRef.parse(component))
            .with(List.of(), List.of(HostGrant.parse(host))));
    return this;
  }

  @Override
  public HostDecision of(OrganizationName organization, ComponentRef component) {
    return kept.getOrDefault(
        List.of(organization, component), HostDecision.none(organization, component));
  }

  @Override
  public HostDecision toChange(OrganizationName organization, ComponentRef component) {
    return of(organization, component);
  }

  @Override
  public List<HostDecision> all(OrganizationName organization) {
    return kept.values().stream()
        .filter(decision -> decision.organization().equals(organization))
        .toList();
  }

  @Override
  public void keep(HostDecision decision) {
    kept.put(List.of(decision.organization(), decision.component()), decision);
  }
}
