package io.tributary.connectors.sap;

import io.tributary.connectors.sap.Metadata.EntitySet;
import io.tributary.connectors.sap.Metadata.Navigation;
import io.tributary.connectors.sap.Metadata.Operation;
import io.tributary.connectors.sap.Metadata.Property;
import io.tributary.connectors.sap.Metadata.StructuredType;
import io.tributary.sdk.GiveUp;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/** Reads $metadata of both versions as it streams by. Loads nothing, and takes no document type. */
final class MetadataReader {
  private static final XMLInputFactory XML = factory();

  private final String host;
  private final Map<String, EntitySet> sets = new LinkedHashMap<>();
  private final Map<String, StructuredType> types = new LinkedHashMap<>();
  private final Map<String, String> plain = new LinkedHashMap<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final Operations operations = new Operations();

  /** Of OData 2: where each end of an association leads, {@code association/role}. */
  private final Map<String, Navigation> ends = new HashMap<>();

  private Protocol protocol = Protocol.V2;
  private String namespace = "";
  private String name = "";
  private Attributes type = Attributes.NONE;
  private String association = "";
  private List<String> key = new ArrayList<>();
  private boolean inKey;
  private Map<String, Property> properties = new LinkedHashMap<>();
  private Map<String, Navigation> navigations = new LinkedHashMap<>();

  MetadataReader(String host) {
    this.host = host;
  }

  Metadata read(InputStream body) {
    try {
      var reader = XML.createXMLStreamReader(body);
      boolean isMetadata = false;
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD) {
          throw new GiveUp(host + ": $metadata has a document type, which is refused");
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          isMetadata |= reader.getLocalName().equals("Edmx");
          begin(reader.getLocalName(), Attributes.of(reader));
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          end(reader.getLocalName());
        }
      }
      if (isMetadata) {
        return resolved();
      }
    } catch (XMLStreamException broken) {
      // A page of a log-in, say: told below.
    }
    throw new GiveUp(
        "connection#/url: what %s gives as $metadata is none. Write the root of one OData service,"
                .formatted(host)
            + " and check the login");
  }

  private void begin(String element, Attributes at) {
    switch (element) {
      case "Edmx" -> protocol = at.get("Version").startsWith("4") ? Protocol.V4 : Protocol.V2;
      case "Schema" -> {
        namespace = at.get("Namespace");
        aliases.put(at.get("Alias"), namespace);
      }
      case "EntityType", "ComplexType" -> beginType(at);
      case "Key" -> inKey = true;
      case "PropertyRef" -> {
        if (inKey) {
          key.add(at.get("Name"));
        }
      }
      case "Property" -> properties.put(at.get("Name"), at.property());
      case "NavigationProperty" -> navigations.put(at.get("Name"), navigation(at));
      case "Association" -> association = at.get("Name");
      case "End" -> beginEnd(at);
      case "EntityContainer" -> name = name.isEmpty() ? namespace : name;
      case "EntitySet" -> sets.put(at.get("Name"), set(at, "EntityType"));
      case "Singleton" -> sets.put(at.get("Name"), set(at, "Type"));
      case "EnumType" -> plain.put(namespace + "." + at.get("Name"), "Edm.String");
      case "TypeDefinition" ->
          plain.put(namespace + "." + at.get("Name"), at.get("UnderlyingType"));
      default -> operations.begin(element, at, namespace);
    }
  }

  private void end(String element) {
    switch (element) {
      case "EntityType", "ComplexType" -> endType();
      case "Key" -> inKey = false;
      case "Association" -> association = "";
      default -> operations.end(element);
    }
  }

  private void beginType(Attributes at) {
    type = at;
    key = new ArrayList<>();
    properties = new LinkedHashMap<>();
    navigations = new LinkedHashMap<>();
  }

  private void endType() {
    var full = namespace + "." + type.get("Name");
    types.put(
        full,
        new StructuredType(
            full,
            Optional.of(type.get("BaseType")).filter(text -> !text.isEmpty()),
            type.is("OpenType", false),
            key,
            properties,
            navigations));
  }

  private void beginEnd(Attributes at) {
    if (!association.isEmpty() && !at.get("Type").isEmpty()) {
      ends.put(
          namespace + "." + association + "/" + at.get("Role"),
          new Navigation("", at.get("Type"), at.get("Multiplicity").equals("*")));
    }
  }

  private static EntitySet set(Attributes at, String typeName) {
    return new EntitySet(at.get("Name"), at.get(typeName));
  }

  /** In OData 2 it names an association and a role, which may be told later. */
  private static Navigation navigation(Attributes at) {
    var type = at.get("Type");
    if (type.isEmpty()) {
      return new Navigation(at.get("Name"), at.get("Relationship") + "/" + at.get("ToRole"), false);
    }
    boolean many = type.startsWith("Collection(");
    return new Navigation(
        at.get("Name"),
        many ? type.substring("Collection(".length(), type.length() - 1) : type,
        many);
  }

  private Metadata resolved() {
    var resolvedTypes = new LinkedHashMap<String, StructuredType>();
    types.forEach((full, one) -> resolvedTypes.put(full, resolved(one)));
    var resolvedSets = new LinkedHashMap<String, EntitySet>();
    sets.forEach((set, one) -> resolvedSets.put(set, new EntitySet(one.name(), full(one.type()))));
    var resolvedOperations = new LinkedHashMap<String, Operation>();
    operations
        .resolved(this::full, protocol)
        .forEach(one -> resolvedOperations.put(Operations.id(one), one));
    return new Metadata(protocol, name, resolvedSets, resolvedTypes, plain, resolvedOperations);
  }

  private StructuredType resolved(StructuredType one) {
    var to = new LinkedHashMap<String, Navigation>();
    one.navigations()
        .forEach(
            (navigation, way) -> {
              var end = way.type().contains("/") ? ends.get(aliased(way.type())) : way;
              if (end != null) {
                to.put(navigation, new Navigation(navigation, full(end.type()), end.many()));
              }
            });
    var held = new LinkedHashMap<String, Property>();
    one.properties()
        .forEach(
            (property, value) -> held.put(property, Attributes.typed(value, full(value.type()))));
    return new StructuredType(
        one.name(), one.base().map(this::full), one.open(), one.key(), held, to);
  }

  private String aliased(String name) {
    int slash = name.indexOf('/');
    return full(name.substring(0, slash)) + name.substring(slash);
  }

  /** With the namespace in the place of its alias, also within a collection. */
  String full(String typeName) {
    if (typeName.startsWith("Collection(")) {
      return "Collection("
          + full(typeName.substring("Collection(".length(), typeName.length() - 1))
          + ")";
    }
    int dot = typeName.lastIndexOf('.');
    var space = dot < 0 ? "" : typeName.substring(0, dot);
    return aliases.containsKey(space) && !space.isEmpty()
        ? aliases.get(space) + typeName.substring(dot)
        : typeName;
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    return factory;
  }
}
