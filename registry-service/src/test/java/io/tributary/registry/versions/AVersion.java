package io.tributary.registry.versions;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import java.time.Instant;

/** Versions for tests: each says only what its test is about. */
public final class AVersion {
  public static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  public static final ImageDigest IMAGE = new ImageDigest("sha256:" + "a".repeat(64));
  public static final CommitId COMMIT = new CommitId("4f2c1d9" + "0".repeat(33));

  private AVersion() {}

  public static ComponentVersion claimed(String reference, CommitId commit, long build) {
    return ComponentVersion.claimed(
        VersionRef.parse(reference),
        new OrganizationName("acme"),
        new ComponentVersion.Source(commit, build, manifest(reference)),
        NOW);
  }

  public static ComponentVersion claimed(String reference) {
    return claimed(reference, COMMIT, Math.floorMod(reference.hashCode(), 1_000_000));
  }

  static ComponentVersion withManifest(String manifest) {
    return ComponentVersion.claimed(
        VersionRef.parse("acme/invoices@1.0.0"),
        new OrganizationName("acme"),
        new ComponentVersion.Source(COMMIT, 7, manifest),
        NOW);
  }

  public static ComponentVersion listed(String reference) {
    return claimed(reference).built(IMAGE, NOW).listed(NOW);
  }

  public static ComponentVersion unbuildable(String reference) {
    return claimed(reference).unbuildable("compile-failed", "Void.java:22: no such method", NOW);
  }

  public static String manifest(String reference) {
    var ref = VersionRef.parse(reference);
    return """
    {
      "$schema": "https://tributary.io/schemas/component-manifest/v1.json",
      "title": "The %s connector",
      "description": "Talks to %s.",
      "version": "%s",
      "language": "java",
      "actions": {
        "createInvoice": {
          "title": "Create invoice",
          "main": "acme.CreateInvoice",
          "metadata": { "out": { "type": "object" } }
        }
      }
    }
    """
        .formatted(ref.component().name(), ref.component().name(), ref.version());
  }
}
