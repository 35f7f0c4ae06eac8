package io.tributary.connectors.sap;

import io.tributary.connectors.sap.TestService.Asked;
import io.tributary.connectors.sap.TestService.Told;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Entities of a service of the tests: read in pages, written with ETags, followed by deltas. */
final class EntityRequests {
  private static final Pattern ADDRESS = Pattern.compile("([A-Za-z]+)(?:\\((.*)\\))?(?:/(.*))?");

  private final Store store;
  private final Dialect dialect;

  /** Results that pages are cut from, by their tokens: they stay as they were. */
  private final Map<String, List<Object>> results = new HashMap<>();

  private final Map<String, String> deltas = new HashMap<>();
  private final Map<String, Told> repeats = new HashMap<>();
  int pageSize = Integer.MAX_VALUE;

  /** A cap that the service does not tell of. */
  int silentCap = Integer.MAX_VALUE;

  boolean forgetsDeltas;
  boolean offersDeltas = true;

  EntityRequests(Store store, Dialect dialect) {
    this.store = store;
    this.dialect = dialect;
  }

  Dialect dialect() {
    return dialect;
  }

  private boolean isV2() {
    return dialect.protocol() == Protocol.V2;
  }

  synchronized Told answer(Asked asked) {
    if (asked.path().isEmpty()) {
      return Told.json(200, Map.of("value", List.of()));
    }
    var id = asked.header(isV2() ? "RequestID" : "Repeatability-Request-ID");
    if (!id.isEmpty() && repeats.containsKey(id)) {
      return repeats.get(id);
    }
    var told = fresh(asked);
    if (!id.isEmpty()) {
      repeats.put(id, told);
    }
    return told;
  }

  private Told fresh(Asked asked) {
    var address = ADDRESS.matcher(asked.path());
    if (!address.matches()) {
      throw new Store.Refused(404, "NO_RESOURCE", "no resource " + asked.path(), "");
    }
    var table = store.tables.get(address.group(1));
    if (table == null || address.group(3) != null) {
      return operation(asked, address.group(1), address.group(2), address.group(3));
    }
    checkHeaders(asked);
    if (address.group(2) == null) {
      return asked.method().equals("GET") ? list(table, asked) : created(table, asked);
    }
    return one(table, key(table, address.group(2)), asked);
  }

  private void checkHeaders(Asked asked) {
    if (!asked.header("accept").contains("application/json")) {
      throw new Store.Refused(406, "ACCEPT", "JSON was not asked for", "");
    }
    boolean saysVersion =
        isV2()
            ? asked.header("MaxDataServiceVersion").equals("2.0")
            : asked.header("OData-MaxVersion").equals("4.01");
    if (!saysVersion) {
      throw new Store.Refused(400, "VERSION", "the request says no version", "");
    }
  }

  private Map<String, Object> key(Store.Table table, String predicate) {
    var key = new LinkedHashMap<String, Object>();
    var parts = predicate.split(",(?=(?:[^']*'[^']*')*[^']*$)");
    if (parts.length != table.key.size()) {
      throw new Store.Refused(400, "KEY", "the key has " + table.key.size() + " parts", "");
    }
    for (int index = 0; index < parts.length; index++) {
      var two = parts.length == 1 ? new String[] {"", parts[0]} : parts[index].split("=", 2);
      var name = parts.length == 1 ? table.key.getFirst() : two[0];
      key.put(name, Condition.literal(dialect.protocol(), two[1]));
    }
    return key;
  }

  private Told list(Store.Table table, Asked asked) {
    var query = asked.query();
    var token = query.get("$skiptoken");
    if (token != null) {
      return page(table, token.split(":")[0], Integer.parseInt(token.split(":")[1]));
    }
    var delta = query.get(isV2() ? "!deltatoken" : "$deltatoken");
    var entities = delta != null ? changes(table, delta) : found(table, query);
    boolean tracks =
        delta != null || isV2() || asked.header("prefer").contains("odata.track-changes");
    var name = "r" + results.size();
    results.put(name, entities);
    deltas.put(name, tracks && offersDeltas ? "t" + table.log.size() : "");
    return page(table, name, 0);
  }

  private Told page(Store.Table table, String name, int from) {
    var all = results.get(name);
    int until =
        Math.min(
            all.size(), from == 0 && pageSize == Integer.MAX_VALUE ? all.size() : from + pageSize);
    boolean isLast = until == all.size();
    var next = isLast ? "" : table.name + "?$skiptoken=" + name + ":" + until;
    var token = deltas.get(name);
    var delta =
        isLast && !token.isEmpty()
            ? table.name
                + (isV2() ? "?!deltatoken='" : "?$deltatoken=")
                + token
                + (isV2() ? "'" : "")
            : "";
    return Told.json(200, dialect.list(all.subList(from, until), next, delta));
  }

  private List<Object> changes(Store.Table table, String token) {
    if (forgetsDeltas) {
      throw new Store.Refused(410, "GONE", "the delta token is not known any more", "");
    }
    int since = Integer.parseInt(token.replaceAll("[^0-9]", ""));
    var changed = new ArrayList<Object>();
    for (var key : table.since(since)) {
      var row = table.rows.get(key);
      changed.add(row == null ? dialect.removed(table, key) : dialect.entity(table, row));
    }
    return changed;
  }

  private List<Object> found(Store.Table table, Map<String, String> query) {
    var filter = query.get("$filter");
    var condition = filter == null ? null : Condition.of(dialect.protocol(), filter);
    var rows = new ArrayList<>(table.rows.values());
    if (condition != null) {
      rows.removeIf(row -> !condition.test(row.values));
    }
    if (query.containsKey("$orderby")) {
      rows.sort(order(query.get("$orderby")));
    }
    return rows.stream()
        .skip(Integer.parseInt(query.getOrDefault("$skip", "0")))
        .limit(Math.min(silentCap, Integer.parseInt(query.getOrDefault("$top", "100000000"))))
        .map(row -> selected(dialect.entity(table, row), query.get("$select")))
        .map(Object.class::cast)
        .toList();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Comparator<Store.Row> order(String text) {
    Comparator<Store.Row> order = (_, _) -> 0;
    for (var name : text.split(",")) {
      order = order.thenComparing(row -> (Comparable) row.values.get(name));
    }
    return order;
  }

  private static Map<String, Object> selected(Map<String, Object> entity, String select) {
    if (select != null) {
      var names = List.of(select.split(","));
      entity
          .keySet()
          .removeIf(
              name -> !name.startsWith("_") && !name.startsWith("@") && !names.contains(name));
    }
    return entity;
  }

  @SuppressWarnings("unchecked")
  private Told created(Store.Table table, Asked asked) {
    var body = body(asked);
    var items = body.remove("Items");
    var values = dialect.in(table, body);
    if (table.rows.containsKey(table.key(values))) {
      throw new Store.Refused(isV2() ? 400 : 409, "EXISTS", "it is there already", "");
    }
    if (values.get("Name") instanceof String name && name.length() > 40) {
      throw new Store.Refused(400, "TOO_LONG", "longer than 40 letters.", "Name");
    }
    var row = table.put(values);
    if (items instanceof List<?> all) {
      all.forEach(
          one ->
              store
                  .tables
                  .get("OrderItems")
                  .put(dialect.in(store.tables.get("OrderItems"), (Map<String, Object>) one)));
    }
    return Told.json(201, dialect.one(dialect.entity(table, row)))
        .with("ETag", row.etag())
        .with("Location", dialect.root() + "/" + dialect.address(table, row.values));
  }

  private Told one(Store.Table table, Map<String, Object> key, Asked asked) {
    var row = table.rows.get(table.key(key));
    boolean isChange = asked.method().equals(dialect.protocol().change());
    if (row == null) {
      if (isChange && asked.header("if-none-match").equals("*")) {
        var values = dialect.in(table, body(asked));
        values.putAll(key);
        var made = table.put(values);
        return Told.json(201, dialect.one(dialect.entity(table, made)));
      }
      throw new Store.Refused(404, "NOT_FOUND", "there is none", "");
    }
    if (asked.method().equals("GET")) {
      var entity = selected(dialect.entity(table, row), asked.query().get("$select"));
      if ("Items".equals(asked.query().get("$expand"))) {
        entity.put("Items", expanded(key));
      }
      return Told.json(200, dialect.one(entity)).with("ETag", row.etag());
    }
    checkMatch(asked, row);
    if (isChange) {
      row.version++;
      var values = new LinkedHashMap<>(row.values);
      values.putAll(dialect.in(table, body(asked)));
      table.put(values);
      return new Told(204, Map.of("ETag", row.etag()), new byte[0]);
    }
    if (asked.method().equals("DELETE")) {
      table.rows.remove(table.key(key));
      table.log.add(table.key(key));
      return new Told(204, Map.of(), new byte[0]);
    }
    throw new Store.Refused(405, "METHOD", "not offered: " + asked.method(), "");
  }

  private static void checkMatch(Asked asked, Store.Row row) {
    var match = asked.header("if-match");
    if (asked.header("if-none-match").equals("*")) {
      throw new Store.Refused(412, "THERE", "it is there already", "");
    }
    if (match.isEmpty()) {
      throw new Store.Refused(428, "IF_MATCH", "the header If-Match is required", "");
    }
    if (!match.equals("*") && !match.equals(row.etag())) {
      throw new Store.Refused(412, "CHANGED", "somebody else changed it", "");
    }
  }

  private Object expanded(Map<String, Object> key) {
    var items = store.tables.get("OrderItems");
    var all =
        items.rows.values().stream()
            .filter(row -> row.values.get("OrderID").equals(key.get("ID")))
            .map(row -> dialect.entity(items, row))
            .toList();
    return isV2() ? Map.of("results", all) : all;
  }

  private Told operation(Asked asked, String name, String inner, String rest) {
    if (name.equals("CountByName") && asked.method().equals("GET")) {
      var text = isV2() ? asked.query().get("Name") : inner.replaceFirst("^Name=", "");
      var wanted = Condition.literal(dialect.protocol(), text);
      long count =
          store.products().rows.values().stream()
              .filter(row -> row.values.get("Name").equals(wanted))
              .count();
      return isV2()
          ? Told.json(200, Map.of("d", Map.of("CountByName", count)))
          : Told.json(200, Map.of("@odata.context", "$metadata#Edm.Int32", "value", count));
    }
    boolean isDiscount =
        asked.method().equals("POST")
            && (isV2() ? name.equals("Discount") : "shop.Discount".equals(rest));
    if (!isDiscount) {
      throw new Store.Refused(404, "NO_RESOURCE", "no resource " + asked.path(), "");
    }
    var table = store.products();
    var key = isV2() ? asked.query().get("ID") : inner;
    var percent =
        isV2()
            ? (BigDecimal) Condition.literal(Protocol.V2, asked.query().get("Percent"))
            : new BigDecimal(body(asked).get("Percent").toString());
    var row = table.rows.get(table.key(Map.of("ID", Integer.valueOf(key))));
    row.values.computeIfPresent(
        "Price",
        (_, price) ->
            ((BigDecimal) price)
                .multiply(BigDecimal.valueOf(100).subtract(percent))
                .movePointLeft(2));
    return Told.json(200, dialect.one(dialect.entity(table, row)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> body(Asked asked) {
    return Optional.of(asked.header("content-type"))
        .filter(type -> type.startsWith("application/json"))
        .map(_ -> (Map<String, Object>) Json.MAPPER.readValue(asked.body(), LinkedHashMap.class))
        .orElseThrow(() -> new Store.Refused(415, "TYPE", "the body is no JSON", ""));
  }
}
