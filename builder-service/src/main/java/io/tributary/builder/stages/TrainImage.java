package io.tributary.builder.stages;

import io.tributary.containers.Containers;
import io.tributary.containers.starts.StartCaches;
import io.tributary.containers.starts.StartCaches.Training;
import io.tributary.contracts.names.ImageDigest;

/** Makes the start cache of a new image, confined like its steps. */
public final class TrainImage implements Assemble.Training {
  private final StartCaches caches;
  private final Containers containers;

  public TrainImage(StartCaches caches, Containers containers) {
    this.caches = caches;
    this.containers = containers;
  }

  @Override
  public String train(ImageDigest image) throws InterruptedException {
    return switch (caches.train(containers, image)) {
      case Training.Made(long bytes) -> "start cache of " + BuildLine.size(bytes);
      case Training.Needless _ -> "start cache is there";
      case Training.Failed(String reason) ->
          "no start cache, so workers start more slowly: " + reason;
    };
  }
}
