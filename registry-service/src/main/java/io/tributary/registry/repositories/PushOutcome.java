package io.tributary.registry.repositories;

import java.util.Map;

/** What the person who pushes reads. */
public sealed interface PushOutcome {

  /** Shown line by line behind {@code remote:}. */
  String text();

  record Stored(String text) implements PushOutcome {}

  /**
   * Nothing was stored.
   *
   * @param reasons for each refused ref a few words; the others were refused with them
   */
  record Refused(String text, Map<String, String> reasons) implements PushOutcome {
    public Refused {
      reasons = Map.copyOf(reasons);
    }
  }
}
