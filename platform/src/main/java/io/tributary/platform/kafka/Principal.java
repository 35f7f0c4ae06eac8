package io.tributary.platform.kafka;

import java.util.Locale;

/**
 * Who logs in at the broker; each with a password of its own, in a file that only its owner reads.
 * Steps have none, and no way there.
 */
public enum Principal {
  /** The broker itself, and the platform where it sets the broker up; may do everything. */
  BROKER,
  REGISTRY,
  BUILDER,
  RUNTIME,
  RUNNER,
  /** All services in one process: what registry, builder and runtime may. */
  SERVICES;

  /** As the broker knows it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
