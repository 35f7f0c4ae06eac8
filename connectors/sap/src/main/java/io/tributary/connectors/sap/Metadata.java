package io.tributary.connectors.sap;

import io.tributary.sdk.GiveUp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a service has.
 *
 * @param name its namespace
 * @param sets entity sets and singletons by name
 * @param types entity and complex types by their qualified names
 * @param plain enumerations and defined types, with what they are
 */
record Metadata(
    Protocol protocol,
    String name,
    Map<String, EntitySet> sets,
    Map<String, StructuredType> types,
    Map<String, String> plain,
    Map<String, Operation> operations) {

  /** A name to read and write entities at. */
  record EntitySet(String name, String type) {}

  /** A property that holds a value, or a complex one. */
  record Property(
      String name,
      String type,
      boolean nullable,
      int maxLength,
      int precision,
      String label,
      boolean dateOnly,
      boolean creatable,
      boolean updatable) {

    /** Of a type, where no more is known. */
    static Property of(String type) {
      return new Property("", type, true, 0, 0, "", false, true, true);
    }

    /** Of OData 4. */
    boolean isMany() {
      return type.startsWith("Collection(");
    }

    String single() {
      return isMany() ? type.substring("Collection(".length(), type.length() - 1) : type;
    }
  }

  /** A way to other entities. */
  record Navigation(String name, String type, boolean many) {}

  /** An entity type, or a complex one. */
  record StructuredType(
      String name,
      Optional<String> base,
      boolean open,
      List<String> key,
      Map<String, Property> properties,
      Map<String, Navigation> navigations) {

    List<Property> keys() {
      return key.stream().map(properties::get).toList();
    }

    String shortName() {
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }

  /**
   * A function or an action.
   *
   * @param path what the address says: a qualified name where it is bound
   * @param boundTo the type it belongs to; empty for those at the root
   */
  record Operation(
      String path,
      boolean isAction,
      String method,
      Optional<String> boundTo,
      boolean boundToMany,
      List<Property> parameters,
      Optional<String> returns) {}

  /**
   * The type of a set's entities.
   *
   * @throws GiveUp where there is no such set
   */
  StructuredType typeOf(String set, String place) {
    var found = sets.get(set);
    if (found == null) {
      throw new GiveUp(
          "%s: the service has no \"%s\". Choose one of its %d entity sets%s"
              .formatted(place, set, sets.size(), like(set)));
    }
    return type(found.type())
        .orElseThrow(() -> new GiveUp(place + ": $metadata does not describe " + found.type()));
  }

  /** With what it has from its base types. */
  Optional<StructuredType> type(String name) {
    var own = types.get(name);
    if (own == null || own.base().isEmpty()) {
      return Optional.ofNullable(own);
    }
    return Optional.of(merged(own, 0));
  }

  /** What a name means in the end: an enumeration is a text. */
  String primitive(String type) {
    return plain.getOrDefault(type, type);
  }

  private StructuredType merged(StructuredType own, int depth) {
    var base = own.base().map(types::get);
    if (base.isEmpty() || depth > 20) {
      return own;
    }
    var from = merged(base.get(), depth + 1);
    var properties = new LinkedHashMap<>(from.properties());
    properties.putAll(own.properties());
    var navigations = new LinkedHashMap<>(from.navigations());
    navigations.putAll(own.navigations());
    return new StructuredType(
        own.name(),
        Optional.empty(),
        own.open() || from.open(),
        own.key().isEmpty() ? from.key() : own.key(),
        properties,
        navigations);
  }

  private String like(String set) {
    var near =
        sets.keySet().stream()
            .filter(name -> name.regionMatches(true, 0, set, 0, Math.min(3, set.length())))
            .limit(3)
            .collect(Collectors.joining(", "));
    return near.isEmpty() ? "" : ", such as " + near;
  }
}
