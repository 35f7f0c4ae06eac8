package io.tributary.builder.stages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the manifest's {@code main} classes against what was compiled, before anybody runs it. */
final class MainClasses {
  private static final JsonMapper JSON = JsonMapper.shared();

  private MainClasses() {}

  static void require(String manifest, Path classes, List<Path> dependencies)
      throws StageFailed, IOException {
    var json = JSON.readTree(manifest);
    require("/credentials/verifier", json.at("/credentials/verifier"), classes, dependencies);
    for (var kind : List.of("triggers", "actions")) {
      for (Map.Entry<String, JsonNode> operation : json.path(kind).properties()) {
        var place = "/%s/%s/main".formatted(kind, operation.getKey());
        require(place, operation.getValue().path("main"), classes, dependencies);
      }
    }
  }

  private static void require(String place, JsonNode named, Path classes, List<Path> dependencies)
      throws StageFailed, IOException {
    var main = named.asString("");
    if (!main.isEmpty() && !isThere(main, classes, dependencies)) {
      throw StageFailed.byCaller(
          StageName.COMPILE,
          "main-missing",
          "component.json#%s: class %s not found in the jar. Check the package name."
              .formatted(place, main));
    }
  }

  private static boolean isThere(String main, Path classes, List<Path> dependencies)
      throws IOException {
    if (!main.matches("[\\p{L}_$][\\p{L}\\p{N}._$]*")) {
      return false;
    }
    var file = main.replace('.', '/') + ".class";
    if (Files.isRegularFile(classes.resolve(file))) {
      return true;
    }
    for (var jar : dependencies) {
      try (var zip = new ZipFile(jar.toFile())) {
        if (zip.getEntry(file) != null) {
          return true;
        }
      }
    }
    return false;
  }
}
