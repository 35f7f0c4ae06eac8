package io.tributary.runtime.workers;

import io.tributary.containers.ContainerRefused;
import io.tributary.containers.starts.StartCaches.Training;
import io.tributary.contracts.names.ImageDigest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes start caches that are missing here, such as those of images that were built elsewhere: one
 * after the other, beside the work, and for each image once in this process's life.
 */
final class Trainings {
  private static final Logger LOG = LoggerFactory.getLogger(Trainings.class);

  private final WorkerEngine engine;
  private final Set<ImageDigest> wanted = ConcurrentHashMap.newKeySet();
  private final ReentrantLock oneAtATime = new ReentrantLock();

  Trainings(WorkerEngine engine) {
    this.engine = engine;
  }

  /** Returns at once; the image's later workers profit. */
  void want(ImageDigest image) {
    if (wanted.add(image)) {
      Thread.ofVirtual().name("training " + image).start(() -> train(image));
    }
  }

  private void train(ImageDigest image) {
    oneAtATime.lock();
    try {
      var training = engine.startCaches().train(engine.containers(), image);
      if (training instanceof Training.Failed(String reason)) {
        LOG.info("Workers of {} start without a cache: {}", image, reason);
      } else if (training instanceof Training.Made(long bytes)) {
        LOG.info("Start cache of {}: {} bytes", image, bytes);
      }
    } catch (ContainerRefused refused) {
      LOG.info("No start cache of {}: {}", image, refused.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      oneAtATime.unlock();
    }
  }
}
