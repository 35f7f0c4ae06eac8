package io.tributary.registry.publishers;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.PublisherName;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Gives a free name to an organization. */
@Component
final class AddPublisher {
  private final Publishers publishers;
  private final Clock clock;

  AddPublisher(Publishers publishers, Clock clock) {
    this.publishers = publishers;
    this.clock = clock;
  }

  PublisherAddition add(OrganizationName organization, PublisherName name) {
    if (ReservedNames.refuse(name, organization)) {
      return new PublisherAddition.Reserved();
    }
    var publisher = new Publisher(name, organization, clock.instant());
    if (publishers.add(publisher)) {
      return new PublisherAddition.Added(publisher);
    }
    return publishers
        .find(name)
        .filter(existing -> existing.organization().equals(organization))
        .<PublisherAddition>map(PublisherAddition.Existing::new)
        .orElseGet(PublisherAddition.Taken::new);
  }
}
