package io.tributary.runtime.components;

import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.leaving.Archive;
import io.tributary.foundation.leaving.Owned;
import io.tributary.runtime.components.PublishedVersions.Published;
import java.io.IOException;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What an organization published: others' flows keep what they use of it, the rest goes from the
 * shelf. Whose flows they are is nobody's business.
 */
@Component
@Order(50)
final class OwnedVersions implements Owned {
  private final PublishedVersions published;
  private final ImageRemoval images;

  OwnedVersions(PublishedVersions published, ImageRemoval images) {
    this.published = published;
    this.images = images;
  }

  /** A version in an export. */
  private record Line(VersionRef version, ImageDigest image) {}

  @Override
  public List<Holding> holdings(OrganizationName organization) {
    long unused = published.of(organization).stream().filter(each -> !each.isUsed()).count();
    return List.of(new Holding("published versions", unused));
  }

  @Override
  public List<Stay> stays(OrganizationName organization) {
    return published.of(organization).stream()
        .filter(Published::isUsed)
        .map(each -> new Stay(each.version().toString(), why(each.flowsOfOthers())))
        .toList();
  }

  @Override
  public void export(OrganizationName organization, Archive archive) throws IOException {
    archive.lines(
        "runtime/published-versions.jsonl",
        line ->
            published
                .of(organization)
                .forEach(each -> line.accept(Json.write(new Line(each.version(), each.image())))));
  }

  @Override
  public long delete(OrganizationName organization) {
    return published.removeUnused(organization, images);
  }

  private static String why(long flows) {
    return flows == 1
        ? "A flow of another organization uses this version, so it stays with its image."
        : "%d flows of other organizations use this version, so it stays with its image."
            .formatted(flows);
  }
}
