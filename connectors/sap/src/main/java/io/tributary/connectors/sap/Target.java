package io.tributary.connectors.sap;

import io.tributary.connectors.sap.Metadata.StructuredType;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An entity set of a service, with all that is known of it. */
record Target(
    OData service,
    Metadata metadata,
    String set,
    StructuredType type,
    Entities entities,
    Keys keys) {
  private static final int LONGEST_KEY = 256;

  static Target of(Setup setup, Optional<String> entitySet, boolean keep) {
    return of(OData.of(setup), Chosen.needed("entitySet", entitySet), keep, "fields#/entitySet");
  }

  static Target of(OData service, String set, boolean keep, String place) {
    var metadata = service.metadata();
    var type = metadata.typeOf(set, place);
    return new Target(
        service, metadata, set, type, new Entities(metadata, keep), new Keys(metadata, type));
  }

  /** The address of the entity whose key the input has. */
  String path(Map<?, ?> input) {
    return set + keys.predicate(input, "input#");
  }

  Map<String, Object> out(Map<?, ?> raw) {
    return entities.out(Optional.of(type), raw);
  }

  /** The entity of an answer. */
  Map<String, Object> entity(Answer answer) {
    return out(Json.unwrapped(Json.object(answer)));
  }

  /** Under its key, so that a step that keeps order does so per entity. */
  void emit(Map<String, Object> entity, Object output, Emitter out) {
    var text = keys.isIn(entity) ? keys.text(entity) : "";
    if (text.isEmpty() || text.length() > LONGEST_KEY) {
      out.emit(output);
    } else {
      out.emit(text, output);
    }
  }

  /** What the author wants, and the key, without which entities cannot be told apart. */
  Optional<String> selected(Optional<String> select, List<String> also) {
    return Service.filled(select)
        .map(
            text -> {
              var names = new ArrayList<>(List.of(text.split("\\s*,\\s*")));
              var needed = new ArrayList<>(type.key());
              needed.addAll(also);
              needed.stream().filter(name -> !names.contains(name)).forEach(names::add);
              return names.contains("*") ? "*" : String.join(",", names);
            });
  }
}
