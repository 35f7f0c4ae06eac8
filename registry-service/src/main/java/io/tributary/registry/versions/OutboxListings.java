package io.tributary.registry.versions;

import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.names.VersionRef;
import io.tributary.foundation.outbox.Outbox;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Announces through the registry's outbox. */
@Component
final class OutboxListings implements Listings {
  private final Outbox outbox;

  OutboxListings(@Qualifier("registryOutbox") Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void announce(ComponentListed listing) {
    outbox.add(ComponentListed.TOPIC, listing.version().toString(), listing);
  }

  @Override
  public void forget(VersionRef version) {
    outbox.addTombstone(ComponentListed.TOPIC, version.toString());
  }
}
