package io.tributary.runtime.hooks;

import io.tributary.contracts.names.OrganizationName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Lets who is refused wait for the answer. A sender that asks again at once is slowed down by its
 * own waiting, and costs the others next to nothing; one that keeps to {@code Retry-After} does not
 * feel it. So many wait at a time, 64 of an organization and 256 in all; more are answered at once,
 * so that waiting costs no memory without end.
 */
@Component
final class HeldRefusals {
  private static final Duration TIME = Duration.ofSeconds(1);
  private static final int MOST_OF_ONE = 64;
  private static final int MOST = 256;

  private final Duration time;
  private final Map<OrganizationName, Integer> held = new HashMap<>();

  HeldRefusals() {
    this(TIME);
  }

  HeldRefusals(Duration time) {
    this.time = time;
  }

  /**
   * Returns when the caller may be told. Blocks the calling thread, which should be a virtual one.
   */
  void hold(OrganizationName organization) {
    if (!enter(organization)) {
      return;
    }
    try {
      // The waiting is the purpose.
      Thread.sleep(time);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      leave(organization);
    }
  }

  private synchronized boolean enter(OrganizationName organization) {
    int all = held.values().stream().mapToInt(Integer::intValue).sum();
    int own = held.getOrDefault(organization, 0);
    if (own >= MOST_OF_ONE || all >= MOST) {
      return false;
    }
    held.put(organization, own + 1);
    return true;
  }

  private synchronized void leave(OrganizationName organization) {
    held.computeIfPresent(organization, (name, own) -> own == 1 ? null : own - 1);
  }
}
