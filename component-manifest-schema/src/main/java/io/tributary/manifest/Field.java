package io.tributary.manifest;

import tools.jackson.databind.JsonNode;

/**
 * One value that a tenant fills in, for a step or a connection.
 *
 * @param viewClass how it is asked for; an open set, {@code TextFieldView} where not said
 * @param definition all that the manifest says of it, in its own words; not to be changed
 */
public record Field(
    String name, String label, String viewClass, boolean required, JsonNode definition) {

  /** Whether its value must never be shown again: asked for as a password. */
  public boolean secret() {
    return viewClass.equals("PasswordFieldView");
  }
}
