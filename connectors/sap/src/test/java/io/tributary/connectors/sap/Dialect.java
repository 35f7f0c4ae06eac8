package io.tributary.connectors.sap;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a service of the tests writes and reads JSON: exactly as its version has it. */
record Dialect(Protocol protocol, String root) {
  private boolean isV2() {
    return protocol == Protocol.V2;
  }

  Map<String, Object> entity(Store.Table table, Store.Row row) {
    var entity = new LinkedHashMap<String, Object>();
    var address = root + "/" + address(table, row.values);
    if (isV2()) {
      entity.put(
          "__metadata", Map.of("uri", address, "etag", row.etag(), "type", "shop." + table.name));
    } else {
      entity.put("@odata.etag", row.etag());
    }
    row.values.forEach((name, value) -> entity.put(name, out(value)));
    if (isV2() && table.name.equals("Orders")) {
      entity.put("Items", Map.of("__deferred", Map.of("uri", address + "/Items")));
    }
    return entity;
  }

  String address(Store.Table table, Map<String, Object> values) {
    var parts = new ArrayList<String>();
    for (var name : table.key) {
      var value = values.get(name);
      var literal = value instanceof String text ? "'" + text.replace("'", "''") + "'" : value + "";
      parts.add(table.key.size() == 1 ? literal : name + "=" + literal);
    }
    return table.name + "(" + String.join(",", parts).replace(" ", "%20") + ")";
  }

  private Object out(Object value) {
    return switch (value) {
      case BigDecimal number -> isV2() ? number.toPlainString() : number;
      case Instant instant ->
          isV2() ? "/Date(" + instant.toEpochMilli() + ")/" : instant.toString();
      case LocalDate date ->
          isV2()
              ? "/Date(" + date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() + ")/"
              : date.toString();
      default -> value;
    };
  }

  Map<String, Object> in(Store.Table table, Map<String, Object> body) {
    var values = new LinkedHashMap<String, Object>();
    body.forEach(
        (name, value) -> {
          var type = table.properties.get(name);
          if (type == null) {
            throw new Store.Refused(400, "UNKNOWN_PROPERTY", "no property " + name, name);
          }
          values.put(name, in(type, name, value));
        });
    return values;
  }

  private Object in(Class<?> type, String name, Object value) {
    try {
      if (type == Integer.class && value instanceof Integer
          || type == String.class && value instanceof String) {
        return value;
      }
      if (type == BigDecimal.class) {
        return isV2() ? new BigDecimal((String) value) : exact((Number) value);
      }
      var text = (String) value;
      if (isV2()) {
        var instant =
            Instant.ofEpochMilli(Long.parseLong(text.replaceAll("/Date\\((\\d+)\\)/", "$1")));
        return type == Instant.class ? instant : LocalDate.ofInstant(instant, ZoneOffset.UTC);
      }
      return type == Instant.class ? Instant.parse(text) : LocalDate.parse(text);
    } catch (RuntimeException wrong) {
      throw new Store.Refused(400, "WRONG_TYPE", "invalid value for " + name + ": " + value, name);
    }
  }

  private static BigDecimal exact(Number number) {
    return new BigDecimal(number.toString());
  }

  Object one(Map<String, Object> entity) {
    if (isV2()) {
      return Map.of("d", entity);
    }
    var whole = new LinkedHashMap<String, Object>();
    whole.put("@odata.context", root + "/$metadata#X/$entity");
    whole.putAll(entity);
    return whole;
  }

  Object list(List<?> entities, String next, String delta) {
    var whole = new LinkedHashMap<String, Object>();
    whole.put(isV2() ? "results" : "value", entities);
    if (!next.isEmpty()) {
      whole.put(isV2() ? "__next" : "@odata.nextLink", isV2() ? root + "/" + next : next);
    }
    if (!delta.isEmpty()) {
      whole.put(isV2() ? "__delta" : "@odata.deltaLink", isV2() ? root + "/" + delta : delta);
    }
    return isV2() ? Map.of("d", whole) : whole;
  }

  Object removed(Store.Table table, String key) {
    var values = new LinkedHashMap<String, Object>();
    var parts = key.split("\\|");
    for (int index = 0; index < parts.length; index++) {
      boolean isNumber = table.properties.get(table.key.get(index)) == Integer.class;
      values.put(
          table.key.get(index), isNumber ? (Object) Integer.valueOf(parts[index]) : parts[index]);
    }
    return isV2()
        ? Map.of(
            "@odata.context", "$metadata#" + table.name + "/$deletedEntity",
            "id", root + "/" + address(table, values))
        : Map.of("@removed", Map.of("reason", "deleted"), "@id", address(table, values));
  }

  Object error(Store.Refused refused) {
    var error = new LinkedHashMap<String, Object>();
    error.put("code", refused.code);
    if (isV2()) {
      error.put("message", Map.of("lang", "en", "value", refused.getMessage()));
      error.put(
          "innererror",
          Map.of(
              "errordetails",
              List.of(
                  Map.of(
                      "code",
                      refused.code,
                      "message",
                      refused.getMessage(),
                      "propertyref",
                      refused.target,
                      "severity",
                      "error"))));
    } else {
      error.put("message", refused.getMessage());
      error.put("target", refused.target);
    }
    return Map.of("error", error);
  }
}
