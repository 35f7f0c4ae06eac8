package io.tributary.containers;

import io.tributary.containers.docker.DockerContainers;
import io.tributary.containers.images.ImageStore;
import java.nio.file.Path;

class DockerContainersIT extends ContainersContract {
  @Override
  Containers open(ImageStore images, Path data) {
    return DockerContainers.connect(images)
        .orElseThrow(
            () -> new AssertionError("no Docker engine answers: apt-get install docker.io"));
  }
}
