package io.tributary.containers;

import io.tributary.containers.bubblewrap.BubblewrapContainers;
import io.tributary.containers.images.ImageStore;
import java.nio.file.Path;

class BubblewrapContainersIT extends ContainersContract {
  @Override
  Containers open(ImageStore images, Path data) throws ContainerRefused {
    return BubblewrapContainers.open(images, data);
  }
}
