package io.tributary.builder.image;

import io.tributary.builder.builds.Build;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What a component's image consists of beside its base and host.
 *
 * @param dependencies jars, in the order of their names
 * @param componentJar the component's own classes
 * @param committedAt the commit's time, which becomes the image's
 */
public record ImageParts(
    Build build, List<Path> dependencies, Path componentJar, Instant committedAt) {
  public ImageParts {
    dependencies = List.copyOf(dependencies);
  }
}
