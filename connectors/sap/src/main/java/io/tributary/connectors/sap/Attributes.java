package io.tributary.connectors.sap;

import io.tributary.connectors.sap.Metadata.Property;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamReader;

/** Attributes of an element of $metadata, by their names without prefixes: SAP's among them. */
record Attributes(Map<String, String> values) {
  static final Attributes NONE = new Attributes(Map.of());

  static Attributes of(XMLStreamReader reader) {
    var values = new HashMap<String, String>();
    for (int index = 0; index < reader.getAttributeCount(); index++) {
      values.put(reader.getAttributeLocalName(index), reader.getAttributeValue(index));
    }
    return new Attributes(values);
  }

  /** Empty where it is missing. */
  String get(String name) {
    return values.getOrDefault(name, "");
  }

  boolean is(String name, boolean usual) {
    var text = get(name);
    return text.isEmpty() ? usual : text.equals("true");
  }

  private int number(String name) {
    return get(name).matches("[0-9]{1,9}") ? Integer.parseInt(get(name)) : 0;
  }

  /** Of a property or parameter. */
  Property property() {
    return new Property(
        get("Name"),
        get("Type"),
        is("Nullable", true),
        number("MaxLength"),
        number("Precision"),
        get("label"),
        get("display-format").equals("Date"),
        is("creatable", true),
        is("updatable", true));
  }

  static Property typed(Property property, String type) {
    return new Property(
        property.name(),
        type,
        property.nullable(),
        property.maxLength(),
        property.precision(),
        property.label(),
        property.dateOnly(),
        property.creatable(),
        property.updatable());
  }
}
