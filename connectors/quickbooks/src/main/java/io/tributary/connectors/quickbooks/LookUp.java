package io.tributary.connectors.quickbooks;

import io.tributary.sdk.GiveUp;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** Finds the one object that has a value in a field. */
record LookUp(QuickBooks quickbooks, EntityKind kind, String field) {
  /** An object that was found. */
  record Found(String id, String syncToken, boolean isActive) {
    private static Found of(Map<String, Object> object) {
      return new Found(
          String.valueOf(object.get("Id")),
          String.valueOf(object.get("SyncToken")),
          !Boolean.FALSE.equals(object.get("Active")));
    }
  }

  /**
   * Also inactive ones: their names are still taken.
   *
   * @throws GiveUp where there are several
   */
  Optional<Found> find(String value) {
    var query =
        "SELECT * FROM %s WHERE %s = %s%s MAXRESULTS 10"
            .formatted(
                kind.name(),
                field,
                QueryText.quoted(value),
                kind.isName() ? " AND " + QueryText.ALSO_INACTIVE : "");
    var found = new ArrayList<Map<String, Object>>();
    QueryPage.read(quickbooks, query, "input#/" + field, (object, _) -> found.add(object));
    var exact = found.stream().filter(object -> value.equals(object.get(field))).toList();
    var best = exact.isEmpty() ? found : exact;
    if (best.size() > 1) {
      throw new GiveUp(
          "input#/%s: several objects (%s) have the value \"%s\". Mend them, or update by Id"
              .formatted(
                  field, best.stream().map(object -> "Id " + object.get("Id")).toList(), value));
    }
    return best.stream().findFirst().map(Found::of);
  }
}
