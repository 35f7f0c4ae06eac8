package io.tributary.containers.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.tributary.containers.ContainerRefused;
import io.tributary.containers.ContainerRefused.Code;
import io.tributary.containers.images.ImageBroken;
import io.tributary.containers.images.ImageManifest;
import io.tributary.containers.images.ImageStore;
import io.tributary.contracts.names.ImageDigest;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The store's images inside the engine: loaded when first asked for, and checked by digest. */
final class EngineImages {
  private final DockerClient client;
  private final ImageStore images;
  private final ContainerLabels names;

  EngineImages(DockerClient client, ImageStore images, ContainerLabels names) {
    this.client = client;
    this.images = images;
    this.names = names;
  }

  /** The engine's id of an image, which is loaded where it is missing. */
  String idOf(ImageDigest image) throws ContainerRefused {
    var manifest = read(image);
    var present = present(manifest);
    if (present.isPresent()) {
      return present.get();
    }
    load(manifest);
    return present(manifest)
        .orElseThrow(
            () ->
                new ContainerRefused(
                    Code.IMAGE_BROKEN,
                    "the engine gave image "
                        + image
                        + " another id than its configuration's digest",
                    "Remove the image " + tag(image) + " from the engine and try again."));
  }

  /**
   * Takes the copy out of the engine by its tag, which needs nothing of the store. One that only
   * other installations' containers have is theirs: they take it out when they are done.
   */
  boolean forget(ImageDigest image) {
    try {
      client.removeImageCmd(tag(image)).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    } catch (ConflictException e) {
      return isInAContainerOfOurs(image);
    }
  }

  private boolean isInAContainerOfOurs(ImageDigest image) {
    return client
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(names.own())
        .withAncestorFilter(List.of(tag(image)))
        .exec()
        .stream()
        .anyMatch(names::isOurs);
  }

  private ImageManifest read(ImageDigest image) throws ContainerRefused {
    if (!images.has(image)) {
      throw new ContainerRefused(
          Code.IMAGE_UNKNOWN,
          "image " + image + " is not in the image store",
          "Build the component's version again.");
    }
    try {
      return images.read(image);
    } catch (IOException | ImageBroken e) {
      throw new ContainerRefused(
          Code.IMAGE_BROKEN, e.getMessage() + "", "Build the component's version again.", e);
    }
  }

  /** Engines name an image by its configuration's digest, newer stores by its manifest's. */
  private Optional<String> present(ImageManifest image) {
    for (String id : Set.of(image.config().digest(), image.digest().value())) {
      try {
        if (id.equals(client.inspectImageCmd(id).exec().getId())) {
          return Optional.of(id);
        }
      } catch (NotFoundException e) {
        // Asked under its other name next, or loaded.
      }
    }
    return Optional.empty();
  }

  private void load(ImageManifest image) throws ContainerRefused {
    var archive = new DockerArchive(images, image, tag(image.digest()));
    try (var reading = new PipedInputStream(1 << 18)) {
      var writing = new PipedOutputStream(reading);
      Thread.ofVirtual()
          .name("image-load")
          .start(
              () -> {
                try (writing) {
                  archive.writeTo(writing);
                } catch (IOException e) {
                  // The engine then meets a cut archive and says so.
                  return;
                }
              });
      client.loadImageCmd(reading).exec();
    } catch (IOException | DockerException e) {
      throw new ContainerRefused(
          Code.START_FAILED,
          "the engine did not take image " + image.digest() + ": " + e.getMessage(),
          "Look at the engine's log and its free disk space.",
          e);
    }
  }

  private static String tag(ImageDigest image) {
    return "tributary/" + image.value().substring(7, 19) + ":latest";
  }
}
