package io.tributary.contracts.listings;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import java.time.Instant;

/**
 * A component version is on the shelf. Topic {@link #TOPIC}, compacted, key = the version
 * reference, so that a newcomer reads the whole shelf.
 *
 * @param publisherOrganization the organization that the publisher belongs to
 * @param manifest the manifest, byte for byte as pushed
 */
public record ComponentListed(
    VersionRef version,
    OrganizationName publisherOrganization,
    CommitId commit,
    ImageDigest image,
    String manifest,
    Instant listedAt) {
  public static final String TOPIC = "tributary.components.listed";
}
