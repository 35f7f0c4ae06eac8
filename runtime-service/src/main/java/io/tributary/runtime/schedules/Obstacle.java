package io.tributary.runtime.schedules;

import java.util.Locale;

/** What holds a tick back that is due. */
public enum Obstacle {
  /** The tick before it waits or is in work: ticks do not pile up behind a slow poll. */
  EARLIER_TICK,
  /** As many messages are on their way as the flow may have. */
  FLOW_FULL,
  /** The organization has had as many messages as it may have in this minute or month. */
  QUOTA,
  /** The organization is suspended or leaving. */
  ORGANIZATION_STOPPED,
  BROKER_AWAY;

  /** The word in the API and the database. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Obstacle ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
