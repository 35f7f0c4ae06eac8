package io.tributary.runtime.notices;

import io.tributary.contracts.names.FlowId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What people were told, and are to be told. */
public interface Notices {
  /**
   * It happened: told where it was not told for a day, counted where it was. Of a flow that is not
   * there any more, nothing is.
   */
  void happened(Notice notice);

  /** It is over: the next time is told again. */
  void over(FlowId flow, String about);

  /** Those that are to be told now. */
  List<Notice> untold(Instant now, int limit);

  /** It was told. */
  void told(Notice notice, Instant at);

  /** Some of its addresses were not reached; these were. Not before this time again. */
  void later(Notice notice, Set<String> reached, Instant notBefore);
}
