package io.tributary.containers.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How each base image is made, and the key of everything that goes into it. */
final class Recipe {
  /** Raised when the making itself changes. */
  private static final String EDITION = "1";

  private static final Path SHELL = Path.of("/bin/sh");

  private static final Map<String, String> ETC =
      new TreeMap<>(
          Map.of(
              "/etc/passwd",
              """
              root:x:0:0:root:/:/sbin/nologin
              component:x:65532:65532:component:/tmp:/sbin/nologin
              nobody:x:65534:65534:nobody:/:/sbin/nologin
              """,
              "/etc/group",
              """
              root:x:0:
              component:x:65532:
              nogroup:x:65534:
              """,
              "/etc/nsswitch.conf",
              """
              passwd: files
              group: files
              hosts: files dns
              """,
              "/etc/hosts",
              """
              127.0.0.1 localhost
              ::1 localhost
              """,
              "/etc/resolv.conf",
              """
              nameserver 127.64.0.1
              """));

  private final Path jdk;

  Recipe(Path jdk) {
    this.jdk = jdk;
  }

  String runtimeKey() throws IOException {
    return key("runtime", Data.lines("runtime-modules.txt"));
  }

  String buildKey() throws IOException {
    return key("java-build", List.of(MavenArchive.checksum(), content(SHELL.toRealPath())));
  }

  Path runtime(Path workbench) throws IOException {
    var layers = new LayerPlan();
    system(workbench, layers);
    java(workbench, Data.lines("runtime-modules.txt"), layers);
    return layers.assemble(workbench, Map.of("HOME", "/tmp", "JAVA_HOME", "/opt/java"));
  }

  Path javaBuild(Path workbench) throws IOException {
    var layers = new LayerPlan();
    system(workbench, layers);
    layers.file("system", SHELL.toRealPath(), "/bin/sh", true);
    wholeJdk(layers);
    Path maven = workbench.resolve("maven");
    MavenArchive.unpack(maven);
    layers.tree("maven", maven, "/opt/maven");
    return layers.assemble(
        workbench,
        Map.of("HOME", "/tmp", "JAVA_HOME", "/opt/java", "PATH", "/opt/java/bin:/usr/bin:/bin"));
  }

  private static void system(Path workbench, LayerPlan layers) throws IOException {
    for (var library : SystemLibraries.find().entrySet()) {
      layers.file("system", library.getValue(), library.getKey(), true);
    }
    Path texts = Files.createDirectories(workbench.resolve("etc"));
    for (var text : ETC.entrySet()) {
      Path file = texts.resolve(text.getKey().substring(5));
      Files.writeString(file, text.getValue());
      layers.file("system", file, text.getKey(), false);
    }
    Path empty = Files.createDirectories(workbench.resolve("empty"));
    for (String folder : List.of("/tmp", "/run/tributary", "/proc", "/sys", "/dev", "/work")) {
      layers.folder("system", empty, folder);
    }
  }

  private void java(Path workbench, List<String> modules, LayerPlan layers) throws IOException {
    Path linked = workbench.resolve("java");
    Workbench.run(
        List.of(
            jdk.resolve("bin/jlink").toString(),
            "--add-modules",
            String.join(",", modules),
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
            "--dedup-legal-notices=error-if-not-same-content",
            "--output",
            linked.toString()));
    // Class-data sharing halves the start of a small program; jlink leaves the archive out.
    Workbench.run(
        List.of(linked.resolve("bin/java").toString(), "-XX:+UseSerialGC", "-Xshare:dump"));
    layers.tree("java", linked, "/opt/java");
  }

  /** As it is, but for what no compilation reads. */
  private void wholeJdk(LayerPlan layers) throws IOException {
    for (String part : List.of("bin", "conf", "legal", "lib")) {
      layers.tree("java", jdk.resolve(part), "/opt/java/" + part);
    }
    layers.file("java", jdk.resolve("release"), "/opt/java/release", false);
    layers.without("java", "/opt/java/lib/src.zip");
  }

  private String key(String image, List<String> parts) throws IOException {
    var key = new StringBuilder(image).append('\n').append(EDITION).append('\n');
    key.append(Files.readString(jdk.resolve("release"), UTF_8)).append('\n');
    parts.forEach(part -> key.append(part).append('\n'));
    for (var library : SystemLibraries.find().entrySet()) {
      key.append(library.getKey()).append(' ').append(content(library.getValue())).append('\n');
    }
    ETC.forEach((path, text) -> key.append(path).append('\n').append(text));
    return key.toString();
  }

  private static String content(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
