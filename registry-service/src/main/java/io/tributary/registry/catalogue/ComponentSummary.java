package io.tributary.registry.catalogue;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.manifest.SemanticVersion;
import io.tributary.registry.versions.ComponentVersion;
import io.tributary.registry.versions.ShownText;
import java.time.Instant;

/** A component as a list shows it, by its latest listed version. */
record ComponentSummary(
    ComponentRef component,
    String title,
    String description,
    String latest,
    String state,
    Instant since) {

  static ComponentSummary of(ComponentVersion version) {
    var shown = ShownText.of(version);
    SemanticVersion latest = version.reference().version();
    return new ComponentSummary(
        version.reference().component(),
        shown.title(),
        shown.description(),
        latest.toString(),
        version.state().word(),
        version.state().since());
  }
}
