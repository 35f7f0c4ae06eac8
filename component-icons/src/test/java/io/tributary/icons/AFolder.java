package io.tributary.icons;

import io.tributary.manifest.Manifest;
import io.tributary.manifest.ManifestReader;
import io.tributary.manifest.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A component's files in memory, read as the registry and the command line do. */
final class AFolder {
  private static final ManifestReader MANIFESTS = new ManifestReader();
  private static final String OURS =
      """
      {
        "$schema": "https://tributary.io/schemas/component-manifest/v1.json",
        "title": "Ledger",
        "description": "Keeps it.",
        "icon": "%s",
        "version": "1.0.0",
        "actions": { "post": { "title": "Post", "main": "acme.Post", "dynamicMetadata": true } }
      }
      """;

  private final byte[] manifest;
  private final Map<String, byte[]> files = new HashMap<>();

  private AFolder(String manifest) {
    this.manifest = manifest.getBytes(StandardCharsets.UTF_8);
  }

  static AFolder naming(String icon) {
    return new AFolder(OURS.formatted(icon));
  }

  static AFolder namingNone() {
    return new AFolder(OURS.replace("  \"icon\": \"%s\",\n", ""));
  }

  static AFolder ofTheOriginalFormat(String icon) {
    return new AFolder(OURS.formatted(icon).replaceFirst("\"\\$schema\".*\\n", ""));
  }

  AFolder with(String file, byte[] bytes) {
    files.put(file, bytes);
    return this;
  }

  IconReading read() {
    // A new one: what an earlier read drew is not to be found again.
    return new IconReader()
        .read(
            accepted(),
            manifest,
            (path, most) ->
                Optional.ofNullable(files.get(path))
                    .map(bytes -> Arrays.copyOf(bytes, Math.min(most, bytes.length))));
  }

  private Manifest accepted() {
    return switch (MANIFESTS.read(manifest)) {
      case Reading.Accepted(var accepted, var _) -> accepted;
      case Reading.Rejected(var findings) -> throw new AssertionError(findings);
    };
  }
}
