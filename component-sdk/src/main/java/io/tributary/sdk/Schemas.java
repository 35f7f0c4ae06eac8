package io.tributary.sdk;

import java.util.Map;

/**
 * Tells the shape of a step's input and output where it depends on the chosen fields, such as the
 * object of a service. Implemented by the action or trigger itself.
 */
@FunctionalInterface
public interface Schemas {
  /**
   * Finds the shape.
   *
   * @param name the operation's {@code dynamicMetadata} in {@code component.json}, or its name
   * @param setup with the fields chosen so far
   */
  Shape schema(String name, Setup setup) throws Exception;

  /** Two JSON Schemas, as maps; an empty one allows everything. */
  record Shape(Map<String, Object> in, Map<String, Object> out) {}
}
