package io.tributary.registry.versions;

import io.tributary.contracts.names.ImageDigest;
import java.time.Instant;

/** Where a version stands; each state holds what is true in it. */
public sealed interface VersionState {

  /** When it came into this state. */
  Instant since();

  /** The number is spent on a commit and an image is asked for. */
  record Claimed(Instant since) implements VersionState {}

  record Built(ImageDigest image, Instant since) implements VersionState {}

  /** Waits for a person. */
  record InReview(ImageDigest image, Instant since) implements VersionState {}

  /** On the shelf. */
  record Listed(ImageDigest image, Instant since) implements VersionState {}

  /** On the shelf, with a warning. The word is the house's; Java's annotation is not meant. */
  @SuppressWarnings("AvoidCommonTypeNames")
  record Deprecated(ImageDigest image, String reason, Instant since) implements VersionState {}

  /** Off the shelf for ever: recalled. */
  record Withdrawn(ImageDigest image, String reason, Instant since) implements VersionState {}

  /** The source cannot become an image; the number is free for another commit. */
  record Unbuildable(String code, String reason, Instant since) implements VersionState {}

  /** The state's name in tables, in JSON and on screen. */
  default String word() {
    return switch (this) {
      case Claimed _ -> "claimed";
      case Built _ -> "built";
      case InReview _ -> "in-review";
      case Listed _ -> "listed";
      case Deprecated _ -> "deprecated";
      case Withdrawn _ -> "withdrawn";
      case Unbuildable _ -> "unbuildable";
    };
  }
}
