package io.tributary.containers.removal;

import io.tributary.containers.Containers;
import io.tributary.containers.images.ImageStore;
import io.tributary.containers.starts.StartCaches;
import io.tributary.contracts.names.ImageDigest;
import java.io.IOException;

/**
 * Removes an image, its unpacked tree, its start cache and the engine's copy. The parts that it has
 * in common with other images stay, and so does a copy in an engine that containers still have.
 */
public final class RemoveImage {
  private final ImageStore images;
  private final StartCaches caches;
  private final Containers containers;

  public RemoveImage(ImageStore images, StartCaches caches, Containers containers) {
    this.images = images;
    this.caches = caches;
    this.containers = containers;
  }

  /**
   * Removes what there is by now of an image whose containers have been ended. It may be called
   * again, also after a crash, until nothing is left.
   *
   * @return whether there was anything
   */
  public boolean remove(ImageDigest image) throws IOException {
    // The image comes first: who makes something of it looks afterwards whether it is still there.
    boolean found = images.remove(image);
    found |= caches.remove(image);
    found |= containers.forget(image);
    return found;
  }
}
