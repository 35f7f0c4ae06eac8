package io.tributary.containers.probe;

import io.tributary.containers.ContainerRefused;
import io.tributary.containers.Containers;
import io.tributary.containers.bubblewrap.BubblewrapContainers;
import io.tributary.containers.docker.DockerContainers;
import io.tributary.containers.images.ImageStore;
import java.nio.file.Path;

/** Chooses at start: Docker where an engine answers, else bubblewrap where it can confine. */
public final class ContainersProbe {
  private ContainersProbe() {}

  /**
   * What the person who starts it asked for.
   *
   * @param noDocker never asks for an engine
   * @param dataDir where a sandbox keeps what must outlive the process
   */
  public record Settings(boolean noDocker, Path dataDir) {}

  /**
   * Opens what confines on this machine.
   *
   * @throws ContainerRefused where nothing does; the advice names the packages to install
   */
  public static Containers choose(ImageStore images, Settings settings) throws ContainerRefused {
    if (!settings.noDocker()) {
      var docker = DockerContainers.connect(images);
      if (docker.isPresent()) {
        return docker.get();
      }
    }
    return BubblewrapContainers.open(images, settings.dataDir());
  }
}
