package io.tributary.registry.audit;

import io.tributary.contracts.audit.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** All audit logs; an entry is added once and never changed. */
interface AuditLogs {

  /** Adds it at the end of its organization's chain; a repeat changes nothing. */
  void add(AuditEntry entry);

  /**
   * Entries of one organization, newest first.
   *
   * @param organization empty for those that concern none
   * @param before only those with lower numbers; empty: from the newest on
   */
  List<Link> newest(String organization, Optional<Long> before, int most);

  /** All of them, oldest first, as they come from the database. */
  void each(String organization, Instant from, Instant to, Consumer<Link> taker);
}
