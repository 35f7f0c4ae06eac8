package io.tributary.registry.versions;

import io.tributary.contracts.names.VersionRef;
import io.tributary.icons.Icon;
import java.util.Optional;

/** The icons of versions; a version has one or none. */
public interface Icons {

  /** The version's; where it is not kept, or the version has none, empty. */
  Optional<Icon> find(VersionRef version);

  /** Keeps it in the place of any before. The version is there already. */
  void keep(ComponentVersion version, Icon icon);

  /** The version has none any more. */
  void forget(ComponentVersion version);
}
