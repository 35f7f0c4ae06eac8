package io.tributary.manifest;

import java.util.Locale;

/** How much a finding weighs: an error refuses, a task waits for its author, a warning informs. */
public enum Severity {
  /** The manifest is refused. */
  ERROR,
  /** The manifest is accepted; this has to be done before the version should be published. */
  TASK,
  /** The manifest is accepted; this part of it may not mean what its author thinks. */
  WARNING;

  /** The word in JSON and text: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
