package io.tributary.runtime.workers;

import io.tributary.containers.ContainerRefused;
import io.tributary.containers.Containers;
import io.tributary.containers.images.ImageStore;
import io.tributary.containers.probe.ContainersProbe;
import io.tributary.containers.removal.RemoveImage;
import io.tributary.containers.starts.StartCaches;
import io.tributary.contracts.names.ImageDigest;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What confines workers on this machine; looked for when it is first needed, so that the service
 * starts, and says so, where nothing does.
 */
public final class WorkerEngine implements AutoCloseable {
  private final EngineSettings settings;
  private final byte[] sealKey;
  private @Nullable Containers containers;
  private @Nullable StartCaches startCaches;

  /**
   * Where things lie.
   *
   * @param workers the folder of workers' folders
   * @param data where logs of workers and sandboxes' notes are kept
   */
  public record EngineSettings(Path images, Path workers, Path data, boolean noDocker) {}

  public WorkerEngine(EngineSettings settings, byte[] sealKey) {
    this.settings = settings;
    this.sealKey = sealKey.clone();
  }

  /** Over containers that somebody else opened, for tests. */
  WorkerEngine(EngineSettings settings, byte[] sealKey, Containers containers) {
    this(settings, sealKey);
    this.containers = containers;
  }

  /**
   * The engine or the sandbox.
   *
   * @throws ContainerRefused where nothing confines; the next call looks again
   */
  synchronized Containers containers() throws ContainerRefused {
    var open = containers;
    if (open == null) {
      try {
        open =
            ContainersProbe.choose(
                new ImageStore(settings.images()),
                new ContainersProbe.Settings(settings.noDocker(), settings.data()));
      } catch (IOException e) {
        throw unreadable(e);
      }
      containers = open;
    }
    return open;
  }

  /**
   * The start caches of the images here.
   *
   * @throws ContainerRefused where the folder of images cannot be used
   */
  synchronized StartCaches startCaches() throws ContainerRefused {
    var open = startCaches;
    if (open == null) {
      try {
        open = new StartCaches(new ImageStore(settings.images()));
      } catch (IOException e) {
        throw unreadable(e);
      }
      startCaches = open;
    }
    return open;
  }

  /**
   * Removes an image with all that was made of it here.
   *
   * @throws ContainerRefused where the folder of images cannot be used, or nothing confines: then
   *     an engine that is away may have a copy
   */
  void remove(ImageDigest image) throws ContainerRefused {
    try {
      new RemoveImage(new ImageStore(settings.images()), startCaches(), containers()).remove(image);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  byte[] sealKey() {
    return sealKey.clone();
  }

  Path workersFolder() {
    return settings.workers();
  }

  Path logsFolder() {
    return settings.data().resolve("worker-logs");
  }

  @Override
  public synchronized void close() {
    if (containers != null) {
      containers.close();
    }
  }

  private static ContainerRefused unreadable(IOException failure) {
    return new ContainerRefused(
        ContainerRefused.Code.IMAGE_BROKEN,
        "The folder of images cannot be read.",
        "Check its owner and its space.",
        failure);
  }
}
