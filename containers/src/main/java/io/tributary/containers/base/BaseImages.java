package io.tributary.containers.base;

import io.tributary.containers.images.ImageBroken;
import io.tributary.containers.images.ImageStore;
import io.tributary.contracts.names.ImageDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The two images that others stand on, made where the store does not have them yet.
 *
 * <p>The first making takes some 20 seconds, later calls a millisecond. What they hold is told in
 * {@code deploy/images/README.md}.
 */
public final class BaseImages {
  /** Java's program in both images. */
  public static final String JAVA = "/opt/java/bin/java";

  private static final String MAVEN = "/opt/maven";

  private final ImageStore images;
  private final Recipe recipe;

  /** Makes images of the JDK that runs this process. */
  public BaseImages(ImageStore images) {
    this(images, Path.of(System.getProperty("java.home")));
  }

  /**
   * Makes images of another JDK.
   *
   * @param jdk a JDK of release 25 or later with its {@code jlink}
   */
  public BaseImages(ImageStore images, Path jdk) {
    this.images = images;
    this.recipe = new Recipe(jdk);
  }

  /** What component images stand on: Java at {@code /opt/java} and the C library. */
  public synchronized ImageDigest runtime() throws IOException, ImageBroken {
    return kept(recipe.runtimeKey(), recipe::runtime);
  }

  /** What components are compiled in: the whole JDK, and Maven as {@link #mavenCommand} says. */
  public synchronized ImageDigest javaBuild() throws IOException, ImageBroken {
    return kept(recipe.buildKey(), recipe::javaBuild);
  }

  /** Starts Maven in the build image, without its shell script; its arguments follow. */
  public static List<String> mavenCommand(String projectFolder) {
    return List.of(
        JAVA,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-cp",
        MAVEN + "/boot/plexus-classworlds.jar",
        "-Dclassworlds.conf=" + MAVEN + "/bin/m2.conf",
        "-Dmaven.home=" + MAVEN,
        "-Dlibrary.jansi.path=" + MAVEN + "/lib/jansi-native",
        "-Dmaven.multiModuleProjectDirectory=" + projectFolder,
        "org.codehaus.plexus.classworlds.launcher.Launcher");
  }

  private ImageDigest kept(String key, Making making) throws IOException, ImageBroken {
    var existing = images.keyed(key);
    if (existing.isPresent()) {
      return existing.get();
    }
    Path workbench = Files.createTempDirectory("tributary-base");
    try {
      var image = images.importTar(making.make(workbench));
      images.key(key, image);
      return image;
    } finally {
      Workbench.clear(workbench);
    }
  }

  /** Makes an image's archive in a folder of its own. */
  private interface Making {
    Path make(Path workbench) throws IOException;
  }
}
