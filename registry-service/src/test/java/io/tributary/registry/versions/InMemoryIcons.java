package io.tributary.registry.versions;

import io.tributary.contracts.names.VersionRef;
import io.tributary.icons.Icon;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Icons for tests; held to the same contract as the real ones. */
public final class InMemoryIcons implements Icons {
  private final Map<VersionRef, Icon> icons = new ConcurrentHashMap<>();

  @Override
  public Optional<Icon> find(VersionRef version) {
    return Optional.ofNullable(icons.get(version));
  }

  @Override
  public void keep(ComponentVersion version, Icon icon) {
    icons.put(version.reference(), icon);
  }

  @Override
  public void forget(ComponentVersion version) {
    icons.remove(version.reference());
  }
}
