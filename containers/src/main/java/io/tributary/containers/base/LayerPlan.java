package io.tributary.containers.base;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import io.tributary.containers.ContainerUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/**
 * The layers of an image from nothing, by name, and their assembling by Jib. Times and owners are
 * fixed, entries sorted by path: the same files give the same digest.
 */
final class LayerPlan {
  private static final Instant TIME = Instant.EPOCH.plusSeconds(1);
  private static final String ROOT = "0:0";

  private final Map<String, TreeMap<String, FileEntry>> layers = new LinkedHashMap<>();

  void file(String layer, Path source, String path, boolean executable) {
    add(layer, source, path, executable ? "755" : "644");
  }

  /** An empty folder; {@code /tmp} and {@code /work} belong to everybody. */
  void folder(String layer, Path empty, String path) {
    boolean open = path.equals("/tmp") || path.equals("/work");
    add(layer, empty, path, open ? "777" : "755");
  }

  void tree(String layer, Path source, String target) throws IOException {
    try (var files = Files.walk(source)) {
      for (Path file : files.toList()) {
        String path = target + "/" + source.relativize(file);
        if (!file.equals(source)) {
          boolean executable = Files.isDirectory(file) || isProgram(file);
          add(layer, file, path, executable ? "755" : "644");
        }
      }
    }
  }

  void without(String layer, String path) {
    layers.getOrDefault(layer, new TreeMap<>()).remove(path);
  }

  /** Assembles the image as an OCI layout archive in this folder. */
  Path assemble(Path folder, Map<String, String> environment) throws IOException {
    Path archive = folder.resolve("image.tar");
    try {
      var image =
          Jib.fromScratch()
              .setFormat(ImageFormat.OCI)
              .setPlatforms(Set.of(new Platform(architecture(), "linux")))
              .setCreationTime(TIME)
              .setUser(ContainerUser.ID + ":" + ContainerUser.ID)
              .setEnvironment(environment)
              .setWorkingDirectory(AbsoluteUnixPath.get("/tmp"))
              .setEntrypoint(BaseImages.JAVA);
      layers.forEach(
          (name, entries) ->
              image.addFileEntriesLayer(
                  FileEntriesLayer.builder()
                      .setName(name)
                      .setEntries(java.util.List.copyOf(entries.values()))
                      .build()));
      image.containerize(
          Containerizer.to(TarImage.at(archive).named("tributary/base"))
              .setOfflineMode(true)
              .setBaseImageLayersCache(folder.resolve("cache-base"))
              .setApplicationLayersCache(folder.resolve("cache")));
      return archive;
    } catch (InvalidImageReferenceException
        | RegistryException
        | CacheDirectoryCreationException
        | ExecutionException e) {
      throw new IOException("the base image could not be assembled", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void add(String layer, Path source, String path, String mode) {
    layers
        .computeIfAbsent(layer, _ -> new TreeMap<>())
        .put(
            path,
            new FileEntry(
                source,
                AbsoluteUnixPath.get(path),
                FilePermissions.fromOctalString(mode),
                TIME,
                ROOT));
  }

  /** Whose execute bit means something: not every umask keeps data free of it. */
  private static boolean isProgram(Path file) {
    String path = file.toString();
    return path.contains("/bin/") || path.endsWith(".so") || path.endsWith("jspawnhelper");
  }

  private static String architecture() {
    return "aarch64".equals(System.getProperty("os.arch")) ? "arm64" : "amd64";
  }
}
