package io.tributary.runtime.workers;

import io.tributary.containers.ContainerRefused;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.runtime.components.ImageRemoval;
import org.springframework.stereotype.Component;

/** Removes images from where workers are started. */
@Component
final class RemoveWorkerImages implements ImageRemoval {
  private final WorkerEngine engine;

  RemoveWorkerImages(WorkerEngine engine) {
    this.engine = engine;
  }

  /**
   * Removes it.
   *
   * @throws IllegalStateException where that cannot be done now; nothing says that it was
   */
  @Override
  public void remove(ImageDigest image) {
    try {
      engine.remove(image);
    } catch (ContainerRefused later) {
      throw new IllegalStateException("The image " + image.value() + " stays for now.", later);
    }
  }
}
