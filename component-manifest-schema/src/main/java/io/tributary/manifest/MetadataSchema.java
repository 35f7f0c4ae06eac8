package io.tributary.manifest;

import tools.jackson.databind.JsonNode;

/** Where the JSON Schema of an operation's input or output stands. */
public sealed interface MetadataSchema {

  /** In the manifest; draft-3 {@code required} flags are already translated. Not to be changed. */
  record Inline(JsonNode schema) implements MetadataSchema {}

  /** In a file of the repository: relative, forward slashes, never above the root. */
  record InFile(String path) implements MetadataSchema {}

  /** Not said. */
  record Unstated() implements MetadataSchema {}
}
