package io.tributary.builder.builds;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import java.time.Instant;

/** Builds for tests, showing only what a test is about. */
public final class BuildFixtures {
  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  public static final WorkerId ADA = new WorkerId("ada-1");
  public static final WorkerId BOB = new WorkerId("bob-1");
  public static final ImageDigest IMAGE = new ImageDigest("sha256:" + "ab".repeat(32));
  public static final String COMMIT = "c0ffee".repeat(6) + "c0ff";

  private BuildFixtures() {}

  public static Build aBuild(long id) {
    return aBuild(id, COMMIT, "{\"language\":\"java\"}");
  }

  public static Build aBuild(long id, String commit, String manifest) {
    return Build.queued(new BuildId(id), anOrder(commit, manifest), NOON);
  }

  public static Build aBuildOf(OrganizationName organization, long id, String commit) {
    return Build.queued(new BuildId(id), anOrder(organization, commit, "{}"), NOON);
  }

  public static BuildOrder anOrder(String commit, String manifest) {
    return anOrder(new OrganizationName("acme"), commit, manifest);
  }

  private static BuildOrder anOrder(OrganizationName organization, String commit, String manifest) {
    return new BuildOrder(
        organization,
        VersionRef.parse("acme-parts/ledger@1.4.2"),
        new CommitId(commit),
        "refs/heads/main",
        manifest,
        NOON);
  }

  public static BuildState.Succeeded succeeded() {
    return new BuildState.Succeeded(IMAGE, 40_000_000, 4_000_000, "base-1", NOON);
  }
}
