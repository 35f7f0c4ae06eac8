package io.tributary.host.session;

import io.tributary.expressions.Mapping;
import io.tributary.host.assignment.Assignment;
import io.tributary.host.assignment.Assignment.Credentials;
import io.tributary.host.json.Json;
import io.tributary.sdk.Action;
import io.tributary.sdk.Trigger;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;

/** What a ready worker is: the author's object with all that an assignment says about it. */
final class Assigned {
  private final Assignment assignment;
  private final Object component;
  private final Json json;
  private final Optional<Mapping> mapping;
  private final Type inputType;
  private volatile Map<String, Object> connection;

  Assigned(Assignment assignment, Object component, Json json) {
    this.assignment = assignment;
    this.component = component;
    this.json = json;
    this.mapping = assignment.mapping().map(Mapping::new);
    this.inputType = inputType(component, json);
    this.connection = assignment.connection().map(Credentials::fields).orElse(Map.of());
  }

  boolean isTrigger() {
    return assignment.operation().kind().equals("trigger");
  }

  /** What the author's object takes. */
  Type inputType() {
    return inputType;
  }

  private static Type inputType(Object component, Json json) {
    // No switch over types on the way of a first message: each makes a class when it is first met.
    if (component instanceof Action<?>) {
      return json.argumentOf(component.getClass(), Action.class);
    }
    return component instanceof Trigger<?>
        ? json.argumentOf(component.getClass(), Trigger.class)
        : Object.class;
  }

  Object component() {
    return component;
  }

  Json json() {
    return json;
  }

  Optional<Mapping> mapping() {
    return mapping;
  }

  Map<String, Object> fields() {
    return assignment.fields();
  }

  Map<String, Object> connection() {
    return connection;
  }

  /** From the next call on; a call under way keeps what it has bound. */
  void renew(Credentials credentials) {
    connection = credentials.fields();
  }
}
