package io.tributary.containers.images;

import io.tributary.contracts.names.ImageDigest;
import java.util.List;
import java.util.Map;

/**
 * What an image consists of and how it starts: its manifest and the parts of its configuration that
 * an engine needs.
 */
public record ImageManifest(ImageDigest digest, Blob config, List<Blob> layers, Launch launch) {
  public ImageManifest {
    layers = List.copyOf(layers);
  }

  /** A part of an image: media type, digest ({@code sha256:…}) and size in bytes. */
  public record Blob(String mediaType, String digest, long size) {}

  /** How the image starts: entrypoint and command joined, environment, working folder. */
  public record Launch(
      List<String> command, Map<String, String> environment, String workingFolder) {
    public Launch {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }
}
