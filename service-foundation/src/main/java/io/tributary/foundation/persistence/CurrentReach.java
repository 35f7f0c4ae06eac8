package io.tributary.foundation.persistence;

import io.tributary.foundation.persistence.Reach.OfOrganization;
import java.util.Optional;

/** The reach that was said last on the way here. */
final class CurrentReach {
  private static final ScopedValue<Reach> CURRENT = ScopedValue.newInstance();

  private CurrentReach() {}

  static Optional<Reach> find() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  static ScopedValue.Carrier within(Reach reach) {
    if (reach instanceof OfOrganization
        && CURRENT.isBound()
        && CURRENT.get() instanceof OfOrganization current
        && !current.equals(reach)) {
      throw new IllegalStateException("Work of %s within work of %s.".formatted(reach, current));
    }
    return ScopedValue.where(CURRENT, reach);
  }
}
