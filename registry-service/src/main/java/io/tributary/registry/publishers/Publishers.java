package io.tributary.registry.publishers;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.PublisherName;
import java.util.List;
import java.util.Optional;

/** All publishers of the registry; none is ever removed. */
public interface Publishers {

  Optional<Publisher> find(PublisherName name);

  /** The organization's, by name. */
  List<Publisher> of(OrganizationName organization);

  /** The publisher whose name a hasty reader would take for this one, or that has it. */
  Optional<Publisher> lookingLike(PublisherName name);

  /**
   * Adds it where neither its name nor one that looks like it is there yet.
   *
   * @return whether it was added
   */
  boolean add(Publisher publisher);
}
