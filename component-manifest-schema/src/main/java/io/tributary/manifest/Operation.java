package io.tributary.manifest;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A trigger or an action of a component.
 *
 * @param main Java class name, or path of a Node module relative to the repository's root
 * @param type what wakes it; {@code WEBHOOK} where not said, and without meaning for actions
 * @param raw all that the manifest says of it, in its own words; not to be changed
 */
public record Operation(
    String name,
    OperationKind kind,
    String title,
    String main,
    TriggerType type,
    List<Field> fields,
    Metadata metadata,
    Effects effects,
    boolean deprecated,
    JsonNode raw) {
  public Operation {
    fields = List.copyOf(fields);
  }

  /** Its place in the manifest, for example {@code /actions/getPets}. */
  public String pointer() {
    return "/" + kind.property() + "/" + name;
  }
}
