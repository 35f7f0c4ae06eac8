package io.tributary.runtime.quotas;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.quotas.Quota;
import io.tributary.foundation.quotas.QuotaUse;
import java.time.Instant;
import java.util.List;

/** What all processes have counted, written down. */
interface Tallies {

  /**
   * Adds so many uses of a span, and gives those of all processes in it.
   *
   * @return as many where a later span was written down already: it is over
   */
  long add(OrganizationName organization, Quota quota, Span span, long uses);

  /** The uses in the spans of that time. */
  List<QuotaUse> of(OrganizationName organization, Instant now);

  /** The same of all organizations. */
  List<QuotaUse> all(Instant now);
}
