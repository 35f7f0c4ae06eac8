package io.tributary.connectors.cms;

import io.tributary.connectors.cms.Cms.EntryPage;
import io.tributary.connectors.cms.Cms.Position;
import io.tributary.connectors.cms.Cms.Slice;
import io.tributary.sdk.GiveUp;

/** Reads pages of entries that fit into memory, however large the entries are. */
final class EntryReader {
  private static final int MOST = 100;

  /** Fewer would never come any further: a page begins with the entry that ended the last one. */
  private static final int LEAST = 2;

  private final Cms cms;
  private final Slice slice;
  private int size = MOST;

  EntryReader(Cms cms, Slice slice) {
    this.cms = cms;
    this.slice = slice;
  }

  EntryPage page(Position position) {
    while (true) {
      try {
        return cms.page(slice, position, size);
      } catch (TooLarge large) {
        if (size == LEAST) {
          throw new GiveUp(
              "fields#/query: two entries together have more than 16 MiB. Ask for fewer fields",
              large);
        }
        size = Math.max(LEAST, size / 4);
      } catch (ApiRefusal refusal) {
        throw refusal.sorted("fields#/query");
      }
    }
  }

  /** How much of an answer is read. */
  static int limit(int size) {
    return size == LEAST ? 4 * Api.USUAL_SIZE : Api.USUAL_SIZE;
  }
}
