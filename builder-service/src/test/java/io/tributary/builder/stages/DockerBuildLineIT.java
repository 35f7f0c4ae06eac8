package io.tributary.builder.stages;

import io.tributary.containers.Containers;
import io.tributary.containers.docker.DockerContainers;
import io.tributary.containers.images.ImageStore;
import java.nio.file.Path;

class DockerBuildLineIT extends BuildLineContract {
  @Override
  Containers open(ImageStore store, Path data) {
    return DockerContainers.connect(store)
        .orElseThrow(() -> new AssertionError("No Docker engine answers: start one."));
  }
}
