package io.tributary.builder.builds;

import io.tributary.contracts.builds.BuildRequested;
import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import java.time.Instant;

/**
 * What is to be built, as the registry asked for it; never changes.
 *
 * @param reference a ref of the repository that holds the commit
 * @param manifest the checked manifest, byte for byte as pushed
 */
public record BuildOrder(
    OrganizationName organization,
    VersionRef version,
    CommitId commit,
    String reference,
    String manifest,
    Instant requestedAt) {

  public static BuildOrder of(BuildRequested request) {
    return new BuildOrder(
        request.organization(),
        request.version(),
        request.commit(),
        request.reference(),
        request.manifest(),
        request.requestedAt());
  }
}
