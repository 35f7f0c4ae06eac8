package io.tributary.builder.stages;

import java.util.Locale;

/** The stages as people see them, in order. */
public enum StageName {
  FETCH,
  CHECK,
  COMPILE,
  IMAGE;

  /** As it stands in logs, problems and the final block. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
