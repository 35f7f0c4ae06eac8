package io.tributary.runtime.components;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.foundation.leaving.Owned.Holding;
import io.tributary.foundation.leaving.Owned.Stay;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnedVersionsTest {
  private static final OrganizationName ACME = new OrganizationName("acme");

  @Test
  void whatFlowsOfOthersUseStaysAndSaysHowManyButNotWhose() {
    var owned =
        owned(
            version("acme/crm@1.0.0", 0),
            version("acme/crm@1.1.0", 1),
            version("acme/crm@2.0.0", 3));

    assertThat(owned.stays(ACME))
        .containsExactly(
            new Stay(
                "acme/crm@1.1.0",
                "A flow of another organization uses this version, so it stays with its image."),
            new Stay(
                "acme/crm@2.0.0",
                "3 flows of other organizations use this version, so it stays with its image."));
    assertThat(owned.holdings(ACME)).containsExactly(new Holding("published versions", 1));
  }

  @Test
  void nothingStaysWhereNobodyElseUsesAnything() {
    var owned = owned(version("acme/crm@1.0.0", 0));

    assertThat(owned.stays(ACME)).isEmpty();
  }

  private static OwnedVersions owned(PublishedVersions.Published... versions) {
    return new OwnedVersions(new Shelf(List.of(versions)), image -> {});
  }

  private static PublishedVersions.Published version(String version, long flowsOfOthers) {
    return new PublishedVersions.Published(
        VersionRef.parse(version), new ImageDigest("sha256:" + "a".repeat(64)), flowsOfOthers);
  }

  private record Shelf(List<Published> versions) implements PublishedVersions {
    @Override
    public List<Published> of(OrganizationName organization) {
      return versions;
    }

    @Override
    public int removeUnused(OrganizationName organization, ImageRemoval images) {
      throw new UnsupportedOperationException("nothing is deleted here");
    }
  }
}
