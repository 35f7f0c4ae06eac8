package io.tributary.runtime.components;

import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import java.util.List;

/** What organizations put on the shelf, and how much others use it. */
interface PublishedVersions {

  /**
   * A version that an organization published.
   *
   * @param flowsOfOthers that have it deployed, in an edition that messages may still end on
   */
  record Published(VersionRef version, ImageDigest image, long flowsOfOthers) {
    boolean isUsed() {
      return flowsOfOthers > 0;
    }
  }

  /** All of the organization's, by component and version. */
  List<Published> of(OrganizationName organization);

  /**
   * Takes from the shelf what nobody else uses; all or nothing.
   *
   * @param images is told of each image that no version is any more, before it is done
   * @return how many versions
   */
  int removeUnused(OrganizationName organization, ImageRemoval images);
}
