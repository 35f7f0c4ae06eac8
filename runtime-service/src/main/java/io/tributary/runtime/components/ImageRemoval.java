package io.tributary.runtime.components;

import io.tributary.contracts.names.ImageDigest;

/** Removes images that no version on the shelf is any more. */
@FunctionalInterface
public interface ImageRemoval {

  /** Also called for one that has gone already: a crash repeats it. */
  void remove(ImageDigest image);
}
