package io.tributary.manifest;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one container of a step asks for; the platform's default holds where nothing is said.
 *
 * @param cpuMillis thousandths of one processor
 */
public record Resources(Optional<ByteSize> memory, OptionalInt cpuMillis) {
  /** Says nothing. */
  public static final Resources UNSTATED = new Resources(Optional.empty(), OptionalInt.empty());
}
