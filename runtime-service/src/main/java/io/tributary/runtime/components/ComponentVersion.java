package io.tributary.runtime.components;

import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.VersionRef;
import io.tributary.foundation.json.Json;
import io.tributary.manifest.Manifest;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A listed version: what it says about itself, and the one image that it is.
 *
 * @param schemas by their paths, the schema files that call something secret
 */
public record ComponentVersion(
    VersionRef ref, ImageDigest image, Manifest manifest, Map<String, String> schemas) {
  public ComponentVersion {
    schemas = Map.copyOf(schemas);
  }

  /**
   * What a schema file calls secret; absent where it calls nothing so, a missing node where it
   * could not be read.
   */
  public Optional<JsonNode> masking(String path) {
    return Optional.ofNullable(schemas.get(path)).map(ComponentVersion::tree);
  }

  private static JsonNode tree(String schema) {
    try {
      return Json.tree(schema);
    } catch (JacksonException unreadable) {
      return MissingNode.getInstance();
    }
  }
}
