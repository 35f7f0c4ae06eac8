package io.tributary.runtime.hooks;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Addresses in memory. */
public final class InMemoryHooks implements Hooks {
  private final List<Hook> hooks = new ArrayList<>();

  @Override
  public Optional<Hook> find(String id) {
    return hooks.stream().filter(hook -> hook.id().equals(id)).findFirst();
  }

  @Override
  public List<Hook> all() {
    return List.copyOf(hooks);
  }

  @Override
  public Optional<Hook> ofFlow(FlowId flow) {
    return hooks.stream().filter(hook -> hook.flow().equals(flow)).findFirst();
  }

  @Override
  public Optional<Hook> named(OrganizationName organization, FlowName flow) {
    return hooks.stream()
        .filter(hook -> hook.organization().equals(organization) && hook.flowName().equals(flow))
        .findFirst();
  }

  @Override
  public Hook open(Hook hook) {
    var before = ofFlow(hook.flow()).filter(known -> known.step().equals(hook.step()));
    close(hook.flow());
    var kept =
        new Hook(
            before.map(Hook::id).orElse(hook.id()),
            hook.organization(),
            hook.flow(),
            hook.flowName(),
            hook.step(),
            hook.revision(),
            hook.replies(),
            hook.eventId());
    hooks.add(kept);
    return kept;
  }

  @Override
  public void close(FlowId flow) {
    hooks.removeIf(hook -> hook.flow().equals(flow));
  }
}
