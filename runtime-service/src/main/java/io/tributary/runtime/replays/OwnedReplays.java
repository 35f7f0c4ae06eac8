package io.tributary.runtime.replays;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.leaving.Owned;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * How far an organization's replays are, as the broker has it. Their rows go with the others; while
 * there are rows, there may be positions.
 */
@Component
@Order(30)
final class OwnedReplays implements Owned {
  private static final int MOST = 1_000;

  private final Replays replays;
  private final WaitingRooms rooms;

  OwnedReplays(Replays replays, WaitingRooms rooms) {
    this.replays = replays;
    this.rooms = rooms;
  }

  /** One that was done took its position with it; the broker forgets older ones by itself. */
  @Override
  public long delete(OrganizationName organization) {
    replays.newest(organization, MOST).stream()
        .filter(replay -> replay.state() != Replay.State.DONE)
        .forEach(replay -> rooms.forget(replay.id()));
    return 0;
  }
}
