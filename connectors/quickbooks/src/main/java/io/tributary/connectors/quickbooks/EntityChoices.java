package io.tributary.connectors.quickbooks;

import io.tributary.sdk.Choices;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Setup;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Lets people choose among entities, their keys, and reports. */
interface EntityChoices extends Choices {
  /** The entity that was chosen, once one was. */
  record Chosen(Optional<String> entity) {
    EntityKind kind() {
      return EntityKind.of("fields#/entity", entity);
    }
  }

  @Override
  default List<Choice> choices(String name, Setup setup) {
    return switch (name) {
      case "entities" -> entities(_ -> true);
      case "withKeys" -> entities(kind -> !kind.keys().isEmpty());
      case "voidable" -> entities(EntityKind::canBeVoided);
      case "keys" -> keys(setup);
      case "reports" ->
          Report.NAMES.stream().map(report -> new Choice(report, spaced(report))).toList();
      default -> throw new GiveUp("no choices are called \"" + name + "\"");
    };
  }

  private static List<Choice> entities(Predicate<EntityKind> fits) {
    return EntityKind.all().stream()
        .filter(fits)
        .map(kind -> new Choice(kind.name(), "%s (%s)".formatted(kind.label(), kind.name())))
        .toList();
  }

  private static List<Choice> keys(Setup setup) {
    return setup.fields(Chosen.class).kind().keys().stream()
        .map(key -> new Choice(key, spaced(key)))
        .toList();
  }

  private static String spaced(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
  }
}
