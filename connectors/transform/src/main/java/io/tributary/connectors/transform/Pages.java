package io.tributary.connectors.transform;

import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;

/**
 * Ends a page after so many outputs or bytes, so that none outgrows what the platform holds of one
 * message, and says where an earlier attempt's pages ended.
 */
final class Pages {
  private static final int MOST_OUTPUTS = 500;
  private static final long MOST_WEIGHT = 4L * 1024 * 1024;

  private final Emitter out;
  private int outputs;
  private long weight;

  Pages(Emitter out) {
    this.out = out;
  }

  /** What stands in the cursor: how many elements or rows are done. */
  record Position(long done) {}

  static long done(Context context) {
    return context.cursor(Position.class).map(Position::done).orElse(0L);
  }

  /**
   * One output was given.
   *
   * @param done elements or rows, with those of this output
   */
  void given(long itsWeight, long done) {
    outputs++;
    weight += itsWeight;
    if (outputs >= MOST_OUTPUTS || weight >= MOST_WEIGHT) {
      out.page(new Position(done));
      outputs = 0;
      weight = 0;
    }
  }
}
