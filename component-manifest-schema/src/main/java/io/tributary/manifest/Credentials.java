package io.tributary.manifest;

import java.util.List;
import java.util.Optional;

/**
 * What a connection of this component consists of; without fields and OAuth it needs none.
 *
 * @param verifier the Java class that checks a connection, where the manifest names one
 */
public record Credentials(
    List<Field> fields, Optional<String> verifier, Optional<OAuth2> oauth2, boolean oauth1) {
  /** Of a component that needs no connection. */
  public static final Credentials NONE =
      new Credentials(List.of(), Optional.empty(), Optional.empty(), false);

  public Credentials {
    fields = List.copyOf(fields);
  }

  /** Whether a step of this component needs a connection. */
  public boolean needed() {
    return !fields.isEmpty() || oauth2.isPresent() || oauth1;
  }
}
