package io.tributary.connectors.sap;

import io.tributary.sdk.Choices;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Setup;
import java.util.List;
import java.util.Optional;

/** Lets people choose among what the service's $metadata has. */
interface ServiceChoices extends Choices {
  /** The entity set that was chosen, once one was. */
  record Picked(Optional<String> entitySet) {}

  @Override
  default List<Choice> choices(String name, Setup setup) {
    return switch (name) {
      case "entitySets" -> sets(OData.of(setup).metadata());
      case "operations" ->
          OData.of(setup).metadata().operations().keySet().stream()
              .sorted()
              .map(id -> new Choice(id, id))
              .toList();
      case "stamps" ->
          target(setup).type().properties().values().stream()
              .filter(StampPoll::isStamp)
              .map(one -> new Choice(one.name(), label(one.name(), one.label())))
              .toList();
      case "navigations" ->
          target(setup).type().navigations().keySet().stream()
              .map(one -> new Choice(one, one))
              .toList();
      default -> throw new GiveUp("no choices are called \"" + name + "\"");
    };
  }

  private static List<Choice> sets(Metadata metadata) {
    return metadata.sets().values().stream()
        .map(
            set -> new Choice(set.name(), label(set.name(), set.type().replaceFirst("^.*\\.", ""))))
        .toList();
  }

  private static Target target(Setup setup) {
    return Target.of(setup, setup.fields(Picked.class).entitySet(), false);
  }

  private static String label(String name, String more) {
    return more.isEmpty() || more.equals(name) ? name : name + " (" + more + ")";
  }
}
