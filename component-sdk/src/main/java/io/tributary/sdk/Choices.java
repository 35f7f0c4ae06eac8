package io.tributary.sdk;

import java.util.List;

/**
 * Offers the values of a field while a person sets the step up: the lists of a mail account, the
 * objects of a service. Implemented by the action or trigger whose field it is.
 */
@FunctionalInterface
public interface Choices {
  /**
   * Lists what can be chosen now.
   *
   * @param name the field's {@code model} in {@code component.json}
   * @param setup with the fields chosen so far
   */
  List<Choice> choices(String name, Setup setup) throws Exception;

  /**
   * One of them.
   *
   * @param value what the field then holds
   * @param label what the person reads
   */
  record Choice(String value, String label) {}
}
