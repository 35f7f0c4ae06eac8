package io.tributary.connectors.sap;

import java.util.Map;

/**
 * Where a query goes on.
 *
 * @param link the service's own next page; empty where a page is asked for by ourselves
 * @param after key of the last entity of the pages before, where they go by key
 * @param window entities that came since we asked for a page ourselves
 * @param passed entities of this page that were given out already
 * @param given entities that were given out in all pages before
 */
record Place(String link, Map<String, Object> after, long window, long passed, long given) {
  static Place first() {
    return new Place("", Map.of(), 0, 0, 0);
  }

  Place within(long entities) {
    return new Place(link, after, window, entities, given);
  }

  Place at(String next, long entities) {
    return new Place(next, after, window + entities, 0, given + entities);
  }

  Place behind(Map<String, Object> key, long entities) {
    return new Place("", key, 0, 0, given + entities);
  }
}
