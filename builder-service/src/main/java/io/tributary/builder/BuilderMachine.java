package io.tributary.builder;

import io.tributary.builder.parts.ShippedParts;
import io.tributary.containers.ContainerRefused;
import io.tributary.containers.Containers;
import io.tributary.containers.base.BaseImages;
import io.tributary.containers.images.ImageBroken;
import io.tributary.containers.images.ImageStore;
import io.tributary.containers.probe.ContainersProbe;
import io.tributary.contracts.names.ImageDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/**
 * What the builder has on this machine.
 *
 * @param folder the builder's own folder
 * @param containers where strangers' code is compiled
 * @param runtimeBase gives the base of components' images, made at the first call
 * @param javaBuild gives the image in which Java is compiled, made at the first call
 */
record BuilderMachine(
    Path folder,
    ShippedParts parts,
    ImageStore images,
    Containers containers,
    Supplier<ImageDigest> runtimeBase,
    Supplier<ImageDigest> javaBuild)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BuilderMachine.class);

  /**
   * Opens it by {@code tributary.data}, {@code tributary.images} and {@code tributary.no-docker}.
   *
   * @throws ContainerRefused where nothing on this machine can confine a build
   */
  static BuilderMachine of(Environment environment) throws IOException, ContainerRefused {
    var data =
        Path.of(
                environment.getProperty(
                    "tributary.data",
                    Path.of(System.getProperty("user.home"), ".tributary", "data").toString()))
            .toAbsolutePath();
    var folder = Files.createDirectories(data.resolve("builder"));
    var images =
        new ImageStore(
            Path.of(
                environment.getProperty("tributary.images", data.resolve("images").toString())));
    var noDocker = environment.getProperty("tributary.no-docker", Boolean.class, false);
    var containers = ContainersProbe.choose(images, new ContainersProbe.Settings(noDocker, data));
    var bases = new BaseImages(images);
    var machine =
        new BuilderMachine(
            folder,
            ShippedParts.layOut(
                folder.resolve("parts"), environment.getProperty("tributary.version", "0.1.0")),
            images,
            containers,
            made(bases::runtime),
            made(bases::javaBuild));
    machine.makeBases();
    return machine;
  }

  /** Where each build gets its folder. */
  Path sites() {
    return folder.resolve("sites");
  }

  @Override
  public void close() {
    containers.close();
  }

  /** Beside the start, so that the first build need not wait for it. */
  private void makeBases() {
    Thread.ofVirtual()
        .name("base-images")
        .start(
            () -> {
              try {
                LOG.info("Base images: {} and {}", runtimeBase.get(), javaBuild.get());
              } catch (UncheckedIOException failure) {
                LOG.warn("The base images cannot be made yet: {}", failure.getMessage());
              }
            });
  }

  private static Supplier<ImageDigest> made(Making making) {
    return () -> {
      try {
        return making.make();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } catch (ImageBroken broken) {
        throw new UncheckedIOException(new IOException(broken));
      }
    };
  }

  /** Makes an image, or finds it made. */
  private interface Making {
    ImageDigest make() throws IOException, ImageBroken;
  }
}
