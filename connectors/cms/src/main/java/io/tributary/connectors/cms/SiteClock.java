package io.tributary.connectors.cms;

import io.tributary.connectors.cms.Cms.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * What time it is at a site, and in which zone: WordPress compares local times, and in autumn an
 * hour of those comes twice.
 *
 * @param zone empty where the site's is not known
 */
record SiteClock(Instant now, Optional<ZoneId> zone) {
  static final SiteClock UNKNOWN = new SiteClock(Instant.EPOCH, Optional.empty());

  private static final Duration USUAL_SHIFT = Duration.ofHours(1);

  /**
   * As the site says it.
   *
   * @param zoneName empty where the site has a fixed offset, which never shifts
   */
  static SiteClock of(Instant now, String zoneName) {
    try {
      return new SiteClock(now, Optional.of(ZoneId.of(zoneName.isEmpty() ? "UTC" : zoneName)));
    } catch (DateTimeException unknown) {
      return new SiteClock(now, Optional.empty());
    }
  }

  /**
   * By how much local times of a window may lie outside of what the window's ends are in local
   * time.
   */
  Duration shift(Window window) {
    if (zone.isEmpty()) {
      return USUAL_SHIFT;
    }
    var rules = zone.get().getRules();
    var change = rules.nextTransition(window.from().minusSeconds(1));
    while (change != null && !change.getInstant().isAfter(window.to())) {
      if (change.isOverlap()) {
        return width(change);
      }
      change = rules.nextTransition(change.getInstant());
    }
    return Duration.ZERO;
  }

  private static Duration width(ZoneOffsetTransition change) {
    return change.getDuration().abs();
  }
}
