package io.tributary.registry.versions;

import io.tributary.manifest.Manifest;
import io.tributary.manifest.ManifestReader;
import io.tributary.manifest.Operation;
import io.tributary.manifest.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a shelf shows of a version and what a search may hit.
 *
 * @param words lower case
 */
public record ShownText(String title, String description, String words) {
  private static final ManifestReader READER = new ManifestReader();

  /**
   * Read from the version's manifest; a manifest of older rules that no longer reads shows its
   * name.
   */
  public static ShownText of(ComponentVersion version) {
    var bytes = version.source().manifest().getBytes(StandardCharsets.UTF_8);
    String name = version.reference().component().toString();
    return switch (READER.read(bytes)) {
      case Reading.Accepted(var manifest, var _) -> of(manifest, name);
      case Reading.Rejected _ -> new ShownText(name, "", name);
    };
  }

  private static ShownText of(Manifest manifest, String name) {
    String words =
        Stream.concat(
                Stream.of(name, manifest.title(), manifest.description()),
                manifest.operations().stream().flatMap(ShownText::words))
            .collect(Collectors.joining(" "))
            .toLowerCase(Locale.ROOT);
    return new ShownText(manifest.title(), manifest.description(), words);
  }

  private static Stream<String> words(Operation operation) {
    return Stream.of(
        operation.name(), operation.title(), operation.raw().path("description").asString(""));
  }
}
