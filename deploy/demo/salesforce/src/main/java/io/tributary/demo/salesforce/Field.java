package io.tributary.demo.salesforce;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One field of an object.
 *
 * @param relationship name under which a query reaches the record that a reference names
 * @param children name under which that record reaches this one in a query
 * @param system the service writes it, nobody else
 */
record Field(
    String name,
    String label,
    Type type,
    int length,
    int scale,
    boolean required,
    boolean unique,
    boolean externalId,
    boolean system,
    boolean defaulted,
    boolean restricted,
    List<String> picklist,
    String referenceTo,
    String relationship,
    String children) {

  /** Types as a describe names them. */
  enum Type {
    ID,
    STRING,
    TEXTAREA,
    EMAIL,
    PHONE,
    URL,
    PICKLIST,
    BOOLEAN,
    INT,
    DOUBLE,
    CURRENCY,
    PERCENT,
    DATE,
    DATETIME,
    REFERENCE;

    boolean isNumber() {
      return this == INT || this == DOUBLE || this == CURRENCY || this == PERCENT;
    }

    boolean isText() {
      return !isNumber() && this != BOOLEAN && this != DATE && this != DATETIME;
    }

    String soap() {
      return switch (this) {
        case ID, REFERENCE -> "tns:ID";
        case BOOLEAN -> "xsd:boolean";
        case INT -> "xsd:int";
        case DOUBLE, CURRENCY, PERCENT -> "xsd:double";
        case DATE -> "xsd:date";
        case DATETIME -> "xsd:dateTime";
        default -> "xsd:string";
      };
    }
  }

  static Field of(JsonNode node) {
    var name = node.path("name").asString("");
    return new Field(
        name,
        node.path("label").asString(name),
        Type.valueOf(node.path("type").asString("string").toUpperCase(Locale.ROOT)),
        node.path("length").asInt(0),
        node.path("scale").asInt(0),
        node.path("required").asBoolean(false),
        node.path("unique").asBoolean(false),
        node.path("externalId").asBoolean(false),
        node.path("system").asBoolean(false),
        node.path("defaulted").asBoolean(false),
        node.path("restricted").asBoolean(false),
        node.path("picklist").valueStream().map(JsonNode::asString).toList(),
        node.path("referenceTo").asString(""),
        node.path("relationship").asString(""),
        node.path("children").asString(""));
  }

  ObjectNode described() {
    var text = type.isText();
    var node =
        Json.object()
            .put("name", name)
            .put("label", label)
            .put("type", type.name().toLowerCase(Locale.ROOT))
            .put("soapType", type.soap())
            .put("length", text ? (type == Type.ID || type == Type.REFERENCE ? 18 : length) : 0)
            .put("byteLength", text ? length * 3 : 0)
            .put("precision", type.isNumber() && type != Type.INT ? length : 0)
            .put("scale", scale)
            .put("digits", type == Type.INT ? 8 : 0)
            .put("nillable", !required && !system && type != Type.BOOLEAN)
            .put("createable", !system)
            .put("updateable", !system)
            .put("defaultedOnCreate", defaulted || system || type == Type.BOOLEAN)
            .put("calculated", false)
            .put("autoNumber", false)
            .put("unique", unique)
            .put("caseSensitive", false)
            .put("externalId", externalId)
            .put("idLookup", externalId || type == Type.ID)
            .put("nameField", name.equals("Name"))
            .put("custom", name.endsWith("__c"))
            .put("filterable", type != Type.TEXTAREA)
            .put("sortable", type != Type.TEXTAREA)
            .put("groupable", type != Type.TEXTAREA && type != Type.DATETIME)
            .put("restrictedPicklist", restricted)
            .put("deprecatedAndHidden", false)
            .putNull("inlineHelpText");
    node.set("referenceTo", Json.texts(referenceTo.isEmpty() ? List.of() : List.of(referenceTo)));
    node.put("relationshipName", relationship.isEmpty() ? null : relationship);
    var values = node.putArray("picklistValues");
    for (var value : picklist) {
      values
          .addObject()
          .put("active", true)
          .put("defaultValue", false)
          .put("label", value)
          .putNull("validFor")
          .put("value", value);
    }
    return node;
  }
}
