package io.tributary.builder.builds;

import io.tributary.contracts.names.ImageDigest;
import java.time.Instant;
import java.util.Optional;

/** Where a build stands; each state holds exactly what is true in it. */
public sealed interface BuildState {

  record Queued(Instant since) implements BuildState {}

  /**
   * A worker has it.
   *
   * @param attempt 1 for the first worker, one more for each that took over a lost one's build
   */
  record Running(WorkerId worker, Instant since, int attempt) implements BuildState {}

  /**
   * Its image is in the store.
   *
   * @param bytes compressed size of all layers
   * @param bytesBesideBase compressed size without the base image's layers
   * @param base names base image and host layer that the image stands on
   */
  record Succeeded(
      ImageDigest image, long bytes, long bytesBesideBase, String base, Instant finishedAt)
      implements BuildState {}

  record Failed(BuildFailure reason, Instant finishedAt) implements BuildState {}

  record Cancelled(String by, Instant finishedAt) implements BuildState {}

  /** Whether no transition leads out of this state. */
  default boolean isFinal() {
    return switch (this) {
      case Queued _, Running _ -> false;
      case Succeeded _, Failed _, Cancelled _ -> true;
    };
  }

  /** When it ended; empty while it has not. */
  default Optional<Instant> endedAt() {
    return switch (this) {
      case Queued _, Running _ -> Optional.empty();
      case Succeeded made -> Optional.of(made.finishedAt());
      case Failed failed -> Optional.of(failed.finishedAt());
      case Cancelled cancelled -> Optional.of(cancelled.finishedAt());
    };
  }

  /** The state's word in APIs and tables. */
  default String word() {
    return switch (this) {
      case Queued _ -> "queued";
      case Running _ -> "running";
      case Succeeded _ -> "succeeded";
      case Failed _ -> "failed";
      case Cancelled _ -> "cancelled";
    };
  }
}
