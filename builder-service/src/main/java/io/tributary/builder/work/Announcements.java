package io.tributary.builder.work;

import io.tributary.builder.builds.Build;

/** How others learn that a build ended. */
public interface Announcements {

  /**
   * Announces a finished build, in the transaction that finishes it. Receivers may hear it twice.
   */
  void finished(Build build);
}
