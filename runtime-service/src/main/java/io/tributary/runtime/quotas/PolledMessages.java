package io.tributary.runtime.quotas;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.runtime.quotas.FlowOwners.Owner;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Counts what polled triggers give, behind the message path; whose a flow is it knows for a while.
 */
@Component
final class PolledMessages implements MessageQuota {
  private static final int MOST = 10_000;
  private static final Duration KNOWN = Duration.ofSeconds(10);

  private final FlowOwners owners;
  private final Traffic traffic;
  private final Cache<FlowId, Optional<Owner>> known =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KNOWN).build();

  PolledMessages(FlowOwners owners, Traffic traffic) {
    this.owners = owners;
    this.traffic = traffic;
  }

  @Override
  public boolean isUsedUp(FlowId flow) {
    return owner(flow)
        .filter(owner -> traffic.usedUp(owner.organization()).isPresent())
        .isPresent();
  }

  @Override
  public void gave(FlowId flow, StepName step, long messages) {
    owner(flow)
        .filter(owner -> owner.polled().filter(step::equals).isPresent())
        .ifPresent(owner -> traffic.entered(owner.organization(), messages));
  }

  private Optional<Owner> owner(FlowId flow) {
    return known.get(flow, owners::find);
  }
}
