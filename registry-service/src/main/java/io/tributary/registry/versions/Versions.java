package io.tributary.registry.versions;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import java.util.List;
import java.util.Optional;

/** All versions of all components. */
public interface Versions {

  Optional<ComponentVersion> find(VersionRef reference);

  /** The component's, highest first. */
  List<ComponentVersion> of(ComponentRef component);

  /** All that the organization published, in no order. */
  List<ComponentVersion> of(OrganizationName organization);

  /**
   * The highest version on the shelf of each component that all words are found in, by reference;
   * releases before pre-releases. No words find everything.
   *
   * @param limit at most so many
   */
  List<ComponentVersion> search(String words, int limit);

  /**
   * Adds it where the number is not spent.
   *
   * @return whether it was added
   */
  boolean add(ComponentVersion version);

  /**
   * Writes the change where the version still is what it was.
   *
   * @return whether it was written
   */
  boolean change(ComponentVersion before, ComponentVersion after);

  /** A number no build had before; numbers may be skipped. */
  long nextBuild();
}
