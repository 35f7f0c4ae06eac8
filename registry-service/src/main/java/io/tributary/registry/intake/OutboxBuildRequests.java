package io.tributary.registry.intake;

import io.tributary.contracts.builds.BuildRequested;
import io.tributary.contracts.builds.BuildTopics;
import io.tributary.foundation.outbox.Outbox;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Asks through the registry's outbox. */
@Component
final class OutboxBuildRequests implements BuildRequests {
  private final Outbox outbox;

  OutboxBuildRequests(@Qualifier("registryOutbox") Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void request(BuildRequested build) {
    outbox.add(BuildTopics.REQUESTED, build.version().component().toString(), build);
  }
}
