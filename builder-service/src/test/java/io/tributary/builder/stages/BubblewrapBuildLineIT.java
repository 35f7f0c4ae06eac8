package io.tributary.builder.stages;

import io.tributary.containers.Containers;
import io.tributary.containers.bubblewrap.BubblewrapContainers;
import io.tributary.containers.images.ImageStore;
import java.nio.file.Path;

class BubblewrapBuildLineIT extends BuildLineContract {
  @Override
  Containers open(ImageStore store, Path data) throws Exception {
    return BubblewrapContainers.open(store, data);
  }
}
