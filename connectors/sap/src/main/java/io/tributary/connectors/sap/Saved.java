package io.tributary.connectors.sap;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What became of an entity that was written.
 *
 * @param etag of its state now, where the service says
 * @param entity as the service has it now, where the service says
 */
record Saved(
    Map<String, Object> key,
    boolean created,
    Optional<String> etag,
    Optional<Map<String, Object>> entity) {

  /** Of the answer to a write, which may have a body or none. */
  static Saved of(Target target, Map<String, Object> input, boolean created, Answer answer) {
    var raw = Json.unwrapped(Json.object(answer));
    var entity = target.out(raw);
    var etag = answer.header("etag").or(() -> etag(raw));
    var known = target.keys().isIn(entity) ? entity : input;
    if (!target.keys().isIn(known)) {
      var address = answer.header("odata-entityid").or(() -> answer.header("location"));
      known = address.map(target.keys()::parsed).orElse(known);
    }
    return new Saved(
        target.keys().of(known),
        created,
        etag,
        entity.isEmpty() ? Optional.empty() : Optional.of(entity));
  }

  static Optional<String> etag(Map<?, ?> raw) {
    var about = raw.get("__metadata") instanceof Map<?, ?> map ? map.get("etag") : null;
    var etag = about == null ? Json.annotation(raw, "etag") : about;
    return Optional.ofNullable(etag).map(Object::toString);
  }

  Map<String, Object> output() {
    var output = new LinkedHashMap<String, Object>();
    output.put("key", key);
    output.put("created", created);
    etag.ifPresent(text -> output.put("etag", text));
    entity.ifPresent(all -> output.put("entity", all));
    return output;
  }
}
