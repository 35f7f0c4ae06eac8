package io.tributary.contracts.listings;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import java.time.Instant;
import java.util.Map;

/**
 * A component version is on the shelf. Topic {@link #TOPIC}, compacted, key = the version
 * reference, so that a newcomer reads the whole shelf.
 *
 * @param publisherOrganization the organization that the publisher belongs to
 * @param manifest the manifest, byte for byte as pushed
 * @param schemas by their paths, the manifest's schema files that call something secret ({@code
 *     writeOnly}, {@code password}); an empty text where one was too large to be told: nothing that
 *     it describes may be shown
 */
public record ComponentListed(
    VersionRef version,
    OrganizationName publisherOrganization,
    CommitId commit,
    ImageDigest image,
    String manifest,
    Map<String, String> schemas,
    Instant listedAt) {
  public static final String TOPIC = "tributary.components.listed";

  @SuppressWarnings("ConstantValue") // absent in what was told before there were schemas
  public ComponentListed {
    schemas = schemas == null ? Map.of() : Map.copyOf(schemas);
  }
}
