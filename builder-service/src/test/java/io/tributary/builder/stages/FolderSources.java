package io.tributary.builder.stages;

import io.tributary.builder.sources.Sources;
import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sources that a test writes down: paths and texts, the same for every commit. */
final class FolderSources implements Sources {
  private final Map<String, String> files = new LinkedHashMap<>();

  /** The source files of a folder, without what was built there. */
  static FolderSources of(Path folder) throws IOException {
    var sources = new FolderSources();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var path = folder.relativize(file).toString();
        if (!path.startsWith("target/") && path.matches(".*\\.(java|xml|json|md|svg|properties)")) {
          sources.with(path, Files.readString(file));
        }
      }
    }
    return sources;
  }

  FolderSources with(String path, String text) {
    files.put(path, text);
    return this;
  }

  @Override
  public SourceTree fetch(ComponentRef component, String reference, CommitId commit, Path into)
      throws IOException {
    long bytes = 0;
    for (var file : files.entrySet()) {
      var target = into.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue());
      bytes += file.getValue().length();
    }
    return new SourceTree(files.size(), bytes, Instant.parse("2026-11-20T08:00:00Z"), List.of());
  }
}
