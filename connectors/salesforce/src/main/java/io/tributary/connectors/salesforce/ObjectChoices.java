package io.tributary.connectors.salesforce;

import io.tributary.sdk.Choices;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Setup;
import java.util.List;
import java.util.Optional;

/** Lets people choose among the objects and fields that the connection's user sees. */
interface ObjectChoices extends Choices {
  /** The object that was chosen, once one was. */
  record Chosen(Optional<String> object) {}

  @Override
  default List<Choice> choices(String name, Setup setup) {
    var salesforce = Salesforce.of(setup);
    return switch (name) {
      case "objects" -> objects(salesforce, "queryable");
      case "writable" -> objects(salesforce, "createable");
      case "external" -> fields(salesforce, setup, false);
      case "keys" -> fields(salesforce, setup, true);
      default -> throw new GiveUp("no choices are called \"" + name + "\"");
    };
  }

  private static List<Choice> objects(Salesforce salesforce, String able) {
    return salesforce
        .tree(Call.get("sobjects"), "fields#/object")
        .path("sobjects")
        .valueStream()
        .filter(object -> object.path(able).asBoolean(false))
        .filter(object -> !object.path("deprecatedAndHidden").asBoolean(false))
        .map(
            object ->
                new Choice(
                    object.path("name").asString(""),
                    "%s (%s)"
                        .formatted(
                            object.path("label").asString(""), object.path("name").asString(""))))
        .toList();
  }

  private static List<Choice> fields(Salesforce salesforce, Setup setup, boolean alsoOthers) {
    var object = Names.object(setup.fields(Chosen.class).object());
    return ObjectFields.of(salesforce, object).all().stream()
        .filter(field -> field.externalId() || (alsoOthers && field.idLookup()))
        .map(field -> new Choice(field.name(), field.label()))
        .toList();
  }
}
