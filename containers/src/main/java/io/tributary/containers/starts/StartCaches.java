package io.tributary.containers.starts;

import io.tributary.containers.Container;
import io.tributary.containers.ContainerRefused;
import io.tributary.containers.ContainerSpec;
import io.tributary.containers.Containers;
import io.tributary.containers.Limits;
import io.tributary.containers.Mount;
import io.tributary.containers.images.ImageBroken;
import io.tributary.containers.images.ImageStore;
import io.tributary.contracts.names.ImageDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** The start caches of one image store's images on this machine. */
public final class StartCaches {
  /** Where a container sees its image's cache. */
  public static final String CACHE = "/tributary/start.aot";

  private static final String JAVA = "/opt/java/bin/java";
  private static final String HOST = "io.tributary.host.Main";
  private static final String TRAINING = "io.tributary.host.training.Train";
  private static final String DOOR = "/run/tributary";
  // As short as can be: a socket's path has at most 108 bytes.
  private static final String SOCKET = "s";

  private static final Duration LIMIT = Duration.ofSeconds(90);

  // The cache is written twice in /tmp, which counts as memory, and put together by a JVM more.
  // It gives way to messages: nobody waits for it, a worker starts without.
  private static final Limits LIMITS = new Limits(1024, 0.25, 2, 256, 320, 1024, true);

  private final ImageStore images;
  private final Path folder;

  /** Of this store; made beside its images. */
  public StartCaches(ImageStore images) throws IOException {
    this.images = images;
    this.folder = images.folder("starts");
  }

  /** How a training ended. */
  public sealed interface Training {
    record Made(long bytes) implements Training {}

    /** The cache is there already, or somebody is at it. */
    record Needless() implements Training {}

    /** No harm: workers start without it. */
    record Failed(String reason) implements Training {}
  }

  /** The cache of an image, where it was made. */
  public Optional<Path> find(ImageDigest image) {
    var cache = cache(image);
    return Files.isRegularFile(cache) ? Optional.of(cache) : Optional.empty();
  }

  /** The same container with its image's cache; as it was where there is none. */
  public ContainerSpec with(ContainerSpec spec) {
    var cache = find(spec.image());
    if (cache.isEmpty() || !spec.command().isEmpty()) {
      return spec;
    }
    return command(spec.image())
        .map(
            command -> {
              command.add(1, "-XX:AOTCache=" + CACHE);
              var mounts = new ArrayList<>(spec.mounts());
              mounts.add(Mount.readOnly(cache.get(), CACHE));
              return spec.withCommand(command).withMounts(mounts);
            })
        .orElse(spec);
  }

  /**
   * Makes an image's cache where it is missing, in a container of that image without anything but a
   * socket to hand it over. An interrupt ends it.
   */
  public Training train(Containers containers, ImageDigest image) throws InterruptedException {
    if (find(image).isPresent()) {
      return new Training.Needless();
    }
    var command = command(image);
    if (command.isEmpty()) {
      return new Training.Failed("it is no image of the Java host");
    }
    command.get().removeLast();
    command.get().addAll(List.of(TRAINING, DOOR + "/" + SOCKET));
    try {
      return train(containers, image, command.get());
    } catch (ContainerRefused refused) {
      return refused.code() == ContainerRefused.Code.NAME_TAKEN
          ? new Training.Needless()
          : new Training.Failed(String.valueOf(refused.getMessage()));
    } catch (IOException failure) {
      return new Training.Failed(String.valueOf(failure.getMessage()));
    }
  }

  /**
   * Deletes the cache of an image that has been removed; containers that have it keep it.
   *
   * @return whether there was one
   */
  public boolean remove(ImageDigest image) throws IOException {
    return Files.deleteIfExists(cache(image));
  }

  private Training train(Containers containers, ImageDigest image, List<String> command)
      throws IOException, InterruptedException, ContainerRefused {
    var door = Files.createDirectory(folder.resolve(UUID.randomUUID().toString().substring(0, 8)));
    Files.setPosixFilePermissions(door, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var handed = HandedOver.open(door.resolve(SOCKET), door.resolve("cache"))) {
      var container = containers.start(spec(image, command, door));
      var failure = failure(container);
      if (failure.isPresent()) {
        return new Training.Failed(failure.get());
      }
      var cache = handed.file();
      if (cache.isEmpty()) {
        return new Training.Failed("nothing was handed over, or too much");
      }
      Files.move(cache.get(), cache(image), StandardCopyOption.ATOMIC_MOVE);
      if (!images.has(image)) {
        // Removed meanwhile, and its caches with it: either we see that, or this one is seen there.
        remove(image);
        return new Training.Failed("the image was removed meanwhile");
      }
      return new Training.Made(Files.size(cache(image)));
    } finally {
      Files.deleteIfExists(door.resolve(SOCKET));
      Files.deleteIfExists(door.resolve("cache"));
      Files.deleteIfExists(door);
    }
  }

  /** Why there is no cache; whatever happens, the container is gone afterwards. */
  private static Optional<String> failure(Container container) throws InterruptedException {
    try {
      var exit = container.exit().get();
      if (exit.code() == 0) {
        return Optional.empty();
      }
      var said = container.logTail(400).lines().reduce("", (_, line) -> line);
      return Optional.of(
          exit.timeLimitReached()
              ? "it took longer than " + LIMIT.toSeconds() + " s"
              : "the training ended with %d%s: %s"
                  .formatted(
                      exit.code(), exit.outOfMemory() ? ", out of memory" : "", shown(said)));
    } catch (ExecutionException unknown) {
      return Optional.of("nobody knows how the training ended");
    } finally {
      container.kill();
    }
  }

  private static ContainerSpec spec(ImageDigest image, List<String> command, Path door) {
    return ContainerSpec.of("train-" + image.value().substring(7, 27), image)
        .withCommand(command)
        .withMounts(List.of(Mount.readOnly(door, DOOR)))
        .withLimits(LIMITS)
        .withLabels(Map.of("tributary.training", image.value()))
        .withTimeLimit(LIMIT);
  }

  /** How the image starts, to be changed; empty where that is not the Java host. */
  private Optional<List<String>> command(ImageDigest image) {
    try {
      var command = images.has(image) ? images.read(image).launch().command() : List.<String>of();
      return command.size() > 2 && command.getFirst().equals(JAVA) && command.getLast().equals(HOST)
          ? Optional.of(new ArrayList<>(command))
          : Optional.empty();
    } catch (IOException | ImageBroken unreadable) {
      return Optional.empty();
    }
  }

  private Path cache(ImageDigest image) {
    return folder.resolve(image.value().substring("sha256:".length()) + ".aot");
  }

  /** A stranger's words: one line, no control characters. */
  private static String shown(String text) {
    return text.strip().replaceAll("\\p{Cntrl}", "?");
  }
}
