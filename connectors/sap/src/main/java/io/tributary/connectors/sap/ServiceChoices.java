package io.tributary.connectors.sap;

import io.tributary.sdk.Choices;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Setup;
import java.util.ArrayList;
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
      case "navigations" -> ways(target(setup));
      default -> throw new GiveUp("no choices are called \"" + name + "\"");
    };
  }

  private static List<Choice> sets(Metadata metadata) {
    return metadata.sets().values().stream()
        .map(
            set -> new Choice(set.name(), label(set.name(), set.type().replaceFirst("^.*\\.", ""))))
        .toList();
  }

  /** One step and two, as the version writes them. */
  private static List<Choice> ways(Target target) {
    boolean isV2 = target.metadata().protocol() == Protocol.V2;
    var ways = new ArrayList<String>();
    for (var way : target.type().navigations().values()) {
      ways.add(way.name());
      target.metadata().type(way.type()).stream()
          .flatMap(to -> to.navigations().keySet().stream())
          .map(next -> way.name() + (isV2 ? "/" + next : "($expand=" + next + ")"))
          .forEach(ways::add);
    }
    return ways.stream().limit(500).map(one -> new Choice(one, one)).toList();
  }

  private static Target target(Setup setup) {
    return Target.of(setup, setup.fields(Picked.class).entitySet(), false);
  }

  private static String label(String name, String more) {
    return more.isEmpty() || more.equals(name) ? name : name + " (" + more + ")";
  }
}
