package io.tributary.registry.versions;

import io.tributary.manifest.Manifest;
import io.tributary.manifest.ManifestReader;
import io.tributary.manifest.MetadataSchema;
import io.tributary.manifest.Operation;
import io.tributary.manifest.Reading;
import io.tributary.registry.repositories.StoredFiles;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Collects a version's schema files that call something secret, so that others know what to hide
 * without having the repository. Files that call nothing so are left out; one that is too large to
 * be told stands for "all of it is secret".
 */
@Component
final class MaskingSchemas {
  private static final int LARGEST = 128 * 1024;
  private static final int MOST = 512 * 1024;

  /** Rather too often than too seldom: whoever masks looks closer. */
  private static final Pattern SAYS_SECRET = Pattern.compile("writeOnly|password|\\\\u00");

  private final StoredFiles files;
  private final ManifestReader reader = new ManifestReader();

  MaskingSchemas(StoredFiles files) {
    this.files = files;
  }

  /** Path → text, empty where it is too large. */
  Map<String, String> of(ComponentVersion version) {
    var manifest =
        switch (reader.read(version.source().manifest().getBytes(StandardCharsets.UTF_8))) {
          case Reading.Accepted(var accepted, var _) -> accepted;
          case Reading.Rejected(var findings) ->
              throw new IllegalStateException(version.reference() + ": " + findings);
        };
    var schemas = new TreeMap<String, String>();
    int room = MOST;
    for (var path : paths(manifest)) {
      var file =
          files.file(version.reference().component(), version.source().commit(), path, LARGEST + 1);
      if (file.isEmpty()) {
        continue;
      }
      var bytes = file.get();
      if (bytes.length > Math.min(LARGEST, room)) {
        schemas.put(path, "");
      } else {
        var text = new String(bytes, StandardCharsets.UTF_8);
        if (SAYS_SECRET.matcher(text).find()) {
          room -= bytes.length;
          schemas.put(path, text);
        }
      }
    }
    return schemas;
  }

  private static SortedSet<String> paths(Manifest manifest) {
    var paths = new TreeSet<String>();
    Stream.concat(manifest.triggers().stream(), manifest.actions().stream())
        .map(Operation::metadata)
        .flatMap(metadata -> Stream.of(metadata.in(), metadata.out()))
        .forEach(
            schema -> {
              if (schema instanceof MetadataSchema.InFile(var path)) {
                paths.add(path);
              }
            });
    return paths;
  }
}
