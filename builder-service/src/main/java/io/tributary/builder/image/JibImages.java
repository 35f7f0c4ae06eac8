package io.tributary.builder.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.DockerDaemonImage;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import io.tributary.containers.images.ImageBroken;
import io.tributary.containers.images.ImageStore;
import io.tributary.contracts.names.ImageDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Images made by Jib Core on the runtime base of the image store, and kept there. */
public final class JibImages implements Images {
  // Jib's own choice for files: one second past the epoch, since zero reads as "unset" to some.
  private static final Instant FILE_TIME = Instant.ofEpochSecond(1);
  private static final FilePermissions FILE = FilePermissions.fromOctalString("644");
  private static final String LAYOUT = "2";

  private final ImageStore store;
  private final Supplier<ImageDigest> runtimeBase;
  private final List<Path> host;
  private final Path cache;

  /**
   * @param runtimeBase gives the base image's digest, which is in the store
   * @param host the host layer's jars
   * @param cache a folder that Jib keeps layers in
   */
  public JibImages(
      ImageStore store, Supplier<ImageDigest> runtimeBase, List<Path> host, Path cache) {
    this.store = store;
    this.runtimeBase = runtimeBase;
    this.host = List.copyOf(host);
    this.cache = cache;
  }

  @Override
  public String base() throws IOException {
    var digest = sha256();
    digest.update(
        (LAYOUT + runtimeBase.get() + ComponentEntrypoint.flags())
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    for (var jar : host) {
      digest.update(Files.readAllBytes(jar));
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public boolean has(ImageDigest image) {
    return store.has(image);
  }

  @Override
  public MadeImage make(ImageParts parts) throws IOException, InterruptedException {
    var base = new StoredBaseImage(store, runtimeBase.get());
    var manifest =
        Files.writeString(
            parts.componentJar().resolveSibling("component.json"),
            parts.build().order().manifest());
    var archive = parts.componentJar().resolveSibling("image.tar");
    try {
      var image =
          Jib.from(base, DockerDaemonImage.named("tributary/base"))
              .setFormat(ImageFormat.OCI)
              .setCreationTime(parts.committedAt())
              .setUser("65532")
              .setWorkingDirectory(AbsoluteUnixPath.get("/tmp"))
              .setEntrypoint(ComponentEntrypoint.command(classPath(parts)))
              .setProgramArguments(List.of())
              .addFileEntriesLayer(layer("host", ComponentEntrypoint.HOST, host))
              .addFileEntriesLayer(
                  layer("dependencies", ComponentEntrypoint.DEPENDENCIES, parts.dependencies()))
              .addFileEntriesLayer(
                  layer(
                      "component",
                      ComponentEntrypoint.COMPONENT,
                      List.of(parts.componentJar(), manifest)));
      labels(image, parts);
      image.containerize(
          Containerizer.to(
                  TarImage.at(archive)
                      .named("tributary/" + parts.build().order().version().component()))
              .setBaseImageLayersCache(cache.resolve("base"))
              .setApplicationLayersCache(archive.resolveSibling("layers"))
              .setOfflineMode(true)
              .setToolName("tributary"));
      return kept(store.importTar(archive), base.bytes());
    } catch (InvalidImageReferenceException
        | RegistryException
        | CacheDirectoryCreationException
        | ImageBroken
        | ExecutionException failure) {
      throw new IOException("The image could not be put together.", failure);
    } finally {
      Files.deleteIfExists(archive);
    }
  }

  private List<String> classPath(ImageParts parts) {
    return Stream.of(
            places(ComponentEntrypoint.HOST, host),
            places(ComponentEntrypoint.DEPENDENCIES, parts.dependencies()),
            places(ComponentEntrypoint.COMPONENT, List.of(parts.componentJar())))
        .flatMap(places -> places)
        .toList();
  }

  private static Stream<String> places(String folder, List<Path> files) {
    return files.stream().map(file -> place(folder, file));
  }

  private static String place(String folder, Path file) {
    return folder + "/" + file.getFileName();
  }

  private MadeImage kept(ImageDigest digest, long baseBytes) throws IOException, ImageBroken {
    long all = store.read(digest).layers().stream().mapToLong(layer -> layer.size()).sum();
    return new MadeImage(digest, all, all - baseBytes);
  }

  /**
   * Labels of the OCI image specification: https://specs.opencontainers.org/image-spec/annotations.
   */
  private static void labels(JibContainerBuilder image, ImageParts parts) {
    var order = parts.build().order();
    var component = order.version().component();
    image
        .addLabel("org.opencontainers.image.title", component.name().value())
        .addLabel("org.opencontainers.image.vendor", component.publisher().value())
        .addLabel("org.opencontainers.image.version", order.version().version().toString())
        .addLabel("org.opencontainers.image.revision", order.commit().value())
        .addLabel("org.opencontainers.image.created", parts.committedAt().toString());
  }

  private static FileEntriesLayer layer(String name, String folder, List<Path> files) {
    var layer = FileEntriesLayer.builder().setName(name);
    for (var file : files) {
      layer.addEntry(file, AbsoluteUnixPath.get(place(folder, file)), FILE, FILE_TIME);
    }
    return layer.build();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256.", impossible);
    }
  }
}
