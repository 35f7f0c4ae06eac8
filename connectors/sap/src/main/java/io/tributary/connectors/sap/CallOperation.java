package io.tributary.connectors.sap;

import io.tributary.connectors.sap.Metadata.Operation;
import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls a function or an action, of the service itself or of an entity or a set. */
public final class CallOperation implements Action<CallOperation.Asked>, ServiceChoices, Schemas {
  /**
   * What the flow's author maps.
   *
   * @param key of the entity that the operation belongs to
   */
  public record Asked(Map<String, Object> key, Map<String, Object> parameters) {}

  /** What the author chooses; the set only where the operation is bound. */
  record Fields(
      Optional<String> operation, Optional<String> entitySet, Optional<Boolean> repeatable) {}

  @Override
  public void run(Asked asked, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var service = OData.of(context);
    var operation = operation(service.metadata(), fields);
    var call =
        new OperationCall(service, operation).of(base(service, operation, fields, asked), asked);
    if (operation.isAction()) {
      call =
          call.with(Repeatable.headers(fields.repeatable(), service.protocol(), context, out, 0));
    }
    var answer = service.send(call, "input#/parameters");
    out.emit(result(service.metadata(), operation, Json.object(answer)));
  }

  private static Operation operation(Metadata metadata, Fields fields) {
    var id = Chosen.needed("operation", fields.operation());
    return Optional.ofNullable(metadata.operations().get(id))
        .orElseThrow(
            () ->
                new GiveUp(
                    "fields#/operation: the service has no \"%s\". Choose one of its %d"
                        .formatted(id, metadata.operations().size())));
  }

  /** What stands before the operation in the address. */
  private static String base(OData service, Operation operation, Fields fields, Asked asked) {
    if (operation.boundTo().isEmpty()) {
      return operation.path();
    }
    var set = Chosen.needed("entitySet", fields.entitySet());
    var target = Target.of(service, set, false, "fields#/entitySet");
    var entity = operation.boundToMany() ? "" : target.keys().predicate(asked.key(), "input#/key");
    return set + entity + "/" + operation.path();
  }

  private static Map<String, Object> result(
      Metadata metadata, Operation operation, Map<String, Object> answer) {
    var entities = new Entities(metadata);
    var type = operation.returns().orElse("");
    var single = type.replaceFirst("^Collection\\((.*)\\)$", "$1");
    boolean isOne = !type.startsWith("Collection(") && metadata.type(type).isPresent();
    var raw = unwrapped(operation, answer, isOne);
    var property = Metadata.Property.of(single);
    var result = new LinkedHashMap<String, Object>();
    result.put("result", raw == null ? null : entities.value(Optional.of(property), raw));
    return result;
  }

  /** A value stands under the operation's name in OData 2, and under "value" in OData 4. */
  private static Object unwrapped(Operation operation, Map<String, Object> answer, boolean isOne) {
    var inner =
        answer.get("d") instanceof List<?> list ? Map.of("results", list) : Json.unwrapped(answer);
    var named = inner.get(operation.path());
    if (inner.get("results") instanceof List<?> list) {
      return list;
    }
    if (!isOne && inner.containsKey("value")) {
      return inner.get("value");
    }
    return named != null ? named : inner.isEmpty() ? null : inner;
  }

  @Override
  public Shape schema(String name, Setup setup) {
    var fields = setup.fields(Fields.class);
    var metadata = OData.of(setup).metadata();
    var operation = operation(metadata, fields);
    var shapes = new Shapes(metadata);
    var in = new LinkedHashMap<String, Object>();
    in.put("parameters", shapes.parameters(operation.parameters()));
    operation
        .boundTo()
        .filter(_ -> !operation.boundToMany())
        .flatMap(metadata::type)
        .ifPresent(type -> in.put("key", shapes.key(type)));
    return new Shape(
        Shapes.object(in, List.of()),
        Shapes.object(
            Map.of("result", operation.returns().map(shapes::result).orElse(Map.of())), List.of()));
  }
}
