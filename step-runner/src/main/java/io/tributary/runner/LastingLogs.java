package io.tributary.runner;

import java.util.logging.LogManager;

/**
 * Keeps the handlers until the process is gone: the JDK's own closes them when the end begins, and
 * the drain would be silent.
 */
public final class LastingLogs extends LogManager {
  @Override
  public void reset() {
    // On purpose: see above.
  }
}
