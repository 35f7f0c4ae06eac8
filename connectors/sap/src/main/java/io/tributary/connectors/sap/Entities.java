package io.tributary.connectors.sap;

import io.tributary.connectors.sap.Metadata.Property;
import io.tributary.connectors.sap.Metadata.StructuredType;
import io.tributary.sdk.GiveUp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Entities of both versions in one shape: plain properties, expanded entities as objects and lists.
 *
 * @param keep whether id, ETag and type stay, as {@code @odata.id}, {@code @odata.etag} and {@code
 *     @odata.type}
 */
record Entities(Metadata metadata, boolean keep) {
  private static final String MORE = "@odata.nextLink";

  Entities(Metadata metadata) {
    this(metadata, false);
  }

  Values values() {
    return new Values(metadata.protocol());
  }

  /** From the service to the flow; of a type that is not known, as well as it goes. */
  Map<String, Object> out(Optional<StructuredType> type, Map<?, ?> raw) {
    var clean = new LinkedHashMap<String, Object>();
    raw.forEach((name, value) -> put(clean, type, String.valueOf(name), value));
    return clean;
  }

  private void put(
      Map<String, Object> clean, Optional<StructuredType> type, String name, Object value) {
    if (name.equals("__metadata") && value instanceof Map<?, ?> about) {
      kept(clean, "@odata.id", about.get("uri"));
      kept(clean, "@odata.etag", about.get("etag"));
      kept(clean, "@odata.type", about.get("type"));
    } else if (name.startsWith("@")) {
      kept(clean, name.startsWith("@odata.") ? name : "@odata." + name.substring(1), value);
    } else if (name.endsWith("@odata.nextLink") || name.endsWith("@nextLink")) {
      // There is more than what was expanded: who reads this must be able to see it.
      clean.put(name.substring(0, name.indexOf('@')) + MORE, value);
    } else if (name.endsWith("@odata.delta") || name.endsWith("@delta")) {
      var way = name.substring(0, name.indexOf('@'));
      clean.put(way + "@odata.delta", value(type, way, value));
    } else if (!name.contains("@") && !isDeferred(value)) {
      clean.put(name, value(type, name, value));
      if (value instanceof Map<?, ?> list && list.get("__next") instanceof String next) {
        clean.put(name + MORE, next);
      }
    }
  }

  private void kept(Map<String, Object> clean, String name, Object value) {
    if (keep && value != null) {
      clean.put(name, value);
    }
  }

  private static boolean isDeferred(Object value) {
    return value instanceof Map<?, ?> map && map.containsKey("__deferred");
  }

  private Object value(Optional<StructuredType> type, String name, Object raw) {
    var navigation = type.map(one -> one.navigations().get(name));
    if (navigation.isPresent()) {
      return nested(metadata.type(navigation.get().type()), raw);
    }
    return value(type.map(one -> one.properties().get(name)), raw);
  }

  /** Of a property, a parameter or a result. */
  Object value(Optional<Property> property, Object raw) {
    var name = property.map(Property::single).orElse("");
    boolean dateOnly = property.map(Property::dateOnly).orElse(false);
    if (raw instanceof List<?> list) {
      return list.stream().map(one -> single(name, dateOnly, one)).toList();
    }
    return single(name, dateOnly, raw);
  }

  private Object single(String type, boolean dateOnly, Object raw) {
    return raw instanceof Map<?, ?>
        ? nested(metadata.type(type), raw)
        : values().out(metadata.primitive(type), dateOnly, raw);
  }

  private Object nested(Optional<StructuredType> type, Object raw) {
    return switch (raw) {
      case null -> null;
      case Map<?, ?> map when map.get("results") instanceof List<?> list -> nested(type, list);
      case Map<?, ?> map -> out(type, map);
      case List<?> list -> list.stream().map(one -> nested(type, one)).toList();
      default -> values().out("", false, raw);
    };
  }

  /**
   * From the flow to the service. Annotations are left out, except those that bind to an entity
   * that is there.
   *
   * @throws GiveUp naming a property that the type does not have, or a value that does not fit
   */
  Map<String, Object> in(StructuredType type, Map<?, ?> clean, String place) {
    var raw = new LinkedHashMap<String, Object>();
    clean.forEach(
        (key, value) -> {
          var name = String.valueOf(key);
          if (name.endsWith("@odata.bind")) {
            raw.put(name, value);
          } else if (!name.contains("@")) {
            raw.put(name, in(type, name, value, place + "/" + name));
          }
        });
    return raw;
  }

  private Object in(StructuredType type, String name, Object value, String place) {
    var navigation = type.navigations().get(name);
    if (navigation != null) {
      return nestedIn(navigation.type(), value, place);
    }
    var property = type.properties().get(name);
    if (property != null) {
      return in(property, value, place);
    }
    if (type.open()) {
      return value;
    }
    throw new GiveUp(
        "%s: %s has no such property. Leave it out of the mapping, or correct its name"
            .formatted(place, type.shortName()));
  }

  /** Of a property or a parameter. */
  Object in(Property property, Object value, String place) {
    if (value == null || metadata.type(property.single()).isPresent()) {
      return value == null ? null : nestedIn(property.single(), value, place);
    }
    var primitive = metadata.primitive(property.single());
    if (property.isMany() && value instanceof List<?> list) {
      return list.stream().map(one -> values().in(primitive, one, place)).toList();
    }
    return values().in(primitive, value, place);
  }

  private Object nestedIn(String type, Object value, String place) {
    var known = metadata.type(type);
    return switch (value) {
      case null -> null;
      case Map<?, ?> map when known.isPresent() -> in(known.get(), map, place);
      case List<?> list when known.isPresent() -> {
        var all = new java.util.ArrayList<Object>();
        for (var one : list) {
          all.add(nestedIn(type, one, place + "/" + all.size()));
        }
        yield all;
      }
      case Map<?, ?> _, List<?> _ -> value;
      default -> throw new GiveUp(place + ": is no object. Map one, or a list of them");
    };
  }
}
