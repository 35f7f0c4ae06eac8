package io.tributary.builder.artifacts;

import java.io.IOException;

/** An artifact cannot be given out: too large, or its bytes are not those of its checksum. */
public final class ArtifactRefused extends IOException {
  private static final long serialVersionUID = 1L;

  public ArtifactRefused(String message) {
    super(message);
  }
}
