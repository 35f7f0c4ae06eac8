package io.tributary.runtime.components;

import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.VersionRef;
import io.tributary.manifest.SemanticVersion;
import java.util.List;
import java.util.Optional;

/** The listed component versions. */
public interface Components {
  /**
   * Puts a version on the shelf; saying it again changes nothing, a version's image is for ever.
   */
  void list(ComponentListed listing);

  /** The listed versions of a component in no order; empty where the component is unknown. */
  List<SemanticVersion> versions(ComponentRef component);

  Optional<ComponentVersion> find(VersionRef version);

  /** All components, for suggestions. */
  List<ComponentRef> all();
}
