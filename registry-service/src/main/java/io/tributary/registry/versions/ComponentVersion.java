package io.tributary.registry.versions;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of a component: a number spent on a commit.
 *
 * @param organization the publisher's
 * @param source what was pushed under this number
 */
public record ComponentVersion(
    VersionRef reference, OrganizationName organization, Source source, VersionState state) {

  /**
   * What a version is made from.
   *
   * @param build number of the build that makes its image
   * @param manifest byte for byte as pushed
   */
  public record Source(CommitId commit, long build, String manifest) {}

  /** Spends the number; an image is asked for in the same breath. */
  public static ComponentVersion claimed(
      VersionRef reference, OrganizationName organization, Source source, Instant at) {
    return new ComponentVersion(reference, organization, source, new VersionState.Claimed(at));
  }

  /** Only a version that never became an image gives its number to another commit. */
  public ComponentVersion reclaimed(Source next, Instant at) {
    return switch (state) {
      case VersionState.Unbuildable _ ->
          new ComponentVersion(reference, organization, next, new VersionState.Claimed(at));
      case VersionState.Claimed _,
          VersionState.Built _,
          VersionState.InReview _,
          VersionState.Listed _,
          VersionState.Deprecated _,
          VersionState.Withdrawn _ ->
          throw new IllegalTransition(this, "claimed again");
    };
  }

  public ComponentVersion built(ImageDigest image, Instant at) {
    return switch (state) {
      case VersionState.Claimed _ -> in(new VersionState.Built(image, at));
      case VersionState.Built _,
          VersionState.InReview _,
          VersionState.Listed _,
          VersionState.Deprecated _,
          VersionState.Withdrawn _,
          VersionState.Unbuildable _ ->
          throw new IllegalTransition(this, "built");
    };
  }

  public ComponentVersion unbuildable(String code, String reason, Instant at) {
    return switch (state) {
      case VersionState.Claimed _ -> in(new VersionState.Unbuildable(code, reason, at));
      case VersionState.Built _,
          VersionState.InReview _,
          VersionState.Listed _,
          VersionState.Deprecated _,
          VersionState.Withdrawn _,
          VersionState.Unbuildable _ ->
          throw new IllegalTransition(this, "unbuildable");
    };
  }

  public ComponentVersion submitted(Instant at) {
    return switch (state) {
      case VersionState.Built(var image, var _) -> in(new VersionState.InReview(image, at));
      case VersionState.Claimed _,
          VersionState.InReview _,
          VersionState.Listed _,
          VersionState.Deprecated _,
          VersionState.Withdrawn _,
          VersionState.Unbuildable _ ->
          throw new IllegalTransition(this, "submitted for review");
    };
  }

  /** From review, or straight from the build where publication is automatic. */
  public ComponentVersion listed(Instant at) {
    return switch (state) {
      case VersionState.Built(var image, var _) -> in(new VersionState.Listed(image, at));
      case VersionState.InReview(var image, var _) -> in(new VersionState.Listed(image, at));
      case VersionState.Claimed _,
          VersionState.Listed _,
          VersionState.Deprecated _,
          VersionState.Withdrawn _,
          VersionState.Unbuildable _ ->
          throw new IllegalTransition(this, "listed");
    };
  }

  public ComponentVersion deprecated(String reason, Instant at) {
    return switch (state) {
      case VersionState.Listed(var image, var _) ->
          in(new VersionState.Deprecated(image, reason, at));
      case VersionState.Claimed _,
          VersionState.Built _,
          VersionState.InReview _,
          VersionState.Deprecated _,
          VersionState.Withdrawn _,
          VersionState.Unbuildable _ ->
          throw new IllegalTransition(this, "deprecated");
    };
  }

  public ComponentVersion withdrawn(String reason, Instant at) {
    return switch (state) {
      case VersionState.Listed(var image, var _) ->
          in(new VersionState.Withdrawn(image, reason, at));
      case VersionState.Deprecated(var image, var _, var _) ->
          in(new VersionState.Withdrawn(image, reason, at));
      case VersionState.Claimed _,
          VersionState.Built _,
          VersionState.InReview _,
          VersionState.Withdrawn _,
          VersionState.Unbuildable _ ->
          throw new IllegalTransition(this, "withdrawn");
    };
  }

  /** Whether the number may be spent on another commit. */
  public boolean isClaimable() {
    return state instanceof VersionState.Unbuildable;
  }

  /** Whether tenants can take it. */
  public boolean isOnTheShelf() {
    return state instanceof VersionState.Listed || state instanceof VersionState.Deprecated;
  }

  /** Present from the moment it is built. */
  public Optional<ImageDigest> image() {
    return switch (state) {
      case VersionState.Built(var image, var _) -> Optional.of(image);
      case VersionState.InReview(var image, var _) -> Optional.of(image);
      case VersionState.Listed(var image, var _) -> Optional.of(image);
      case VersionState.Deprecated(var image, var _, var _) -> Optional.of(image);
      case VersionState.Withdrawn(var image, var _, var _) -> Optional.of(image);
      case VersionState.Claimed _, VersionState.Unbuildable _ -> Optional.empty();
    };
  }

  private ComponentVersion in(VersionState next) {
    return new ComponentVersion(reference, organization, source, next);
  }
}
