package io.tributary.contracts.builds;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import java.time.Instant;

/**
 * The registry asks for an image of one claimed version.
 *
 * @param build the build's number, given by the registry so that the push can print its link
 * @param organization the publisher's organization
 * @param reference a ref of the repository that holds the commit, for the fetch
 * @param manifest the checked manifest, byte for byte as pushed
 */
public record BuildRequested(
    long build,
    OrganizationName organization,
    VersionRef version,
    CommitId commit,
    String reference,
    String manifest,
    Instant requestedAt) {}
