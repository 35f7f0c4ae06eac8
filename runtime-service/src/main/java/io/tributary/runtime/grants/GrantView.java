package io.tributary.runtime.grants;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.manifest.HostGrant;
import java.util.List;

/**
 * A component's hosts as the API shows them, each as a manifest writes it.
 *
 * @param asked by the component's latest release
 * @param undecided of those asked, the ones that keep a flow from being deployed
 */
record GrantView(
    ComponentRef component,
    List<String> asked,
    List<String> allowed,
    List<String> refused,
    List<String> undecided) {

  static GrantView of(HostDecision decision, List<HostGrant> asked) {
    return new GrantView(
        decision.component(),
        HostDecision.words(asked),
        HostDecision.words(decision.allowed()),
        HostDecision.words(decision.refused()),
        HostDecision.words(decision.undecided(asked)));
  }
}
