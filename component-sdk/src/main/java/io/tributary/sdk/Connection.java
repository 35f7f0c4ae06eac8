package io.tributary.sdk;

import java.util.Optional;
import java.util.Set;

/** A named set of credentials, field by field. Never printed with its values. */
public interface Connection {
  Set<String> names();

  Optional<String> text(String name);

  Optional<Secret> secret(String name);

  /**
   * A whole number.
   *
   * @throws GiveUp if the field is there and is none
   */
  Optional<Integer> number(String name);
}
