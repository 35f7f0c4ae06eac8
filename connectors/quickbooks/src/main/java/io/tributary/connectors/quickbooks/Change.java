package io.tributary.connectors.quickbooks;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An object that was made, changed or deleted.
 *
 * @param object as it is now; of a deleted one little more than its id
 */
record Change(String entity, String id, Instant at, boolean isDeleted, Map<String, Object> object) {
  Map<String, Object> output() {
    var output = new LinkedHashMap<String, Object>();
    output.put("entity", entity);
    output.put("id", id);
    output.put("operation", isDeleted ? "deleted" : "changed");
    output.put("at", at.toString());
    output.put("object", object);
    return output;
  }
}
