package io.tributary.builder.quotas;

import io.tributary.builder.builds.BuildId;
import io.tributary.contracts.names.OrganizationName;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What builds of organizations have begun and made. */
public interface BuildUses {

  /** How many builds of organizations that have any in the queue began after that time. */
  Map<OrganizationName, Long> begunOfWaiting(Instant after);

  /** How many builds of each organization began after that time. */
  Map<OrganizationName, Long> begun(Instant after);

  /** When builds of the organization began after that time, oldest first. */
  List<Instant> beginnings(OrganizationName organization, Instant after);

  /** How many of its builds in the queue are older than this one. */
  int ahead(OrganizationName organization, BuildId build);

  /** Bytes of all images that its builds made, without their base, each image once. */
  long imageBytes(OrganizationName organization);

  Map<OrganizationName, Long> imageBytes();
}
