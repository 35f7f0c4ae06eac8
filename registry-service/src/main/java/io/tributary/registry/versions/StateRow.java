package io.tributary.registry.versions;

import static java.util.Objects.requireNonNull;

import io.tributary.contracts.names.ImageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The columns that a state fills besides its name and time. */
record StateRow(@Nullable String image, @Nullable String reasonCode, @Nullable String reason) {

  static StateRow of(VersionState state) {
    return switch (state) {
      case VersionState.Claimed _ -> new StateRow(null, null, null);
      case VersionState.Built(var image, var _) -> new StateRow(image.value(), null, null);
      case VersionState.InReview(var image, var _) -> new StateRow(image.value(), null, null);
      case VersionState.Listed(var image, var _) -> new StateRow(image.value(), null, null);
      case VersionState.Deprecated(var image, var reason, var _) ->
          new StateRow(image.value(), null, reason);
      case VersionState.Withdrawn(var image, var reason, var _) ->
          new StateRow(image.value(), null, reason);
      case VersionState.Unbuildable(var code, var reason, var _) ->
          new StateRow(null, code, reason);
    };
  }

  VersionState state(String word, Instant since) {
    return switch (word) {
      case "claimed" -> new VersionState.Claimed(since);
      case "built" -> new VersionState.Built(digest(), since);
      case "in-review" -> new VersionState.InReview(digest(), since);
      case "listed" -> new VersionState.Listed(digest(), since);
      case "deprecated" -> new VersionState.Deprecated(digest(), why(), since);
      case "withdrawn" -> new VersionState.Withdrawn(digest(), why(), since);
      case "unbuildable" -> new VersionState.Unbuildable(requireNonNull(reasonCode), why(), since);
      default -> throw new IllegalStateException("registry.versions holds the state " + word);
    };
  }

  private ImageDigest digest() {
    return new ImageDigest(requireNonNull(image));
  }

  private String why() {
    return requireNonNull(reason);
  }
}
