package io.tributary.runtime.grants;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.manifest.HostGrant;
import io.tributary.runtime.components.ComponentSelector;
import io.tributary.runtime.components.Egress;
import io.tributary.runtime.components.ResolveComponent;
import io.tributary.runtime.components.ResolveComponent.Resolution;
import io.tributary.runtime.components.VersionSelector;
import java.util.List;
import org.springframework.stereotype.Component;

/** What components ask for today. */
@Component
final class AskedHosts {
  private final ResolveComponent resolve;

  AskedHosts(ResolveComponent resolve) {
    this.resolve = resolve;
  }

  /** By the latest release; none where there is no release. */
  List<HostGrant> by(ComponentRef component) {
    return resolve.resolve(new ComponentSelector(component, new VersionSelector.Latest()))
            instanceof Resolution.Resolved(var version)
        ? Egress.named(version.manifest())
        : List.of();
  }
}
