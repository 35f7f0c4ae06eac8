package io.tributary.manifest;

import io.tributary.manifest.document.DocumentReader;
import io.tributary.manifest.document.DocumentReading;
import io.tributary.manifest.document.Located;
import io.tributary.manifest.schema.ModernSchema;

/**
 * Reads a schema that stands in a file of the repository, by the same rules as one inside the
 * manifest; opens nothing and never throws for what the bytes hold.
 */
public final class SchemaFileReader {

  /** Reads a schema file of a component in this format; findings carry the file's name. */
  public SchemaReading read(byte[] bytes, String fileName, ManifestFormat format) {
    return switch (DocumentReader.read(bytes, ManifestReader.MOST_BYTES)) {
      case DocumentReading.Unreadable(var faults) ->
          new SchemaReading.Rejected(FaultFindings.of(faults, fileName));
      case DocumentReading.Read(var root, var faults) when !faults.isEmpty() ->
          new SchemaReading.Rejected(FaultFindings.of(faults, fileName));
      case DocumentReading.Read(var root, var _) -> judged(root, fileName, format);
    };
  }

  private static SchemaReading judged(Located root, String fileName, ManifestFormat format) {
    var log = new FindingLog(fileName, root, format);
    MetadataRules.schema(root, "", log);
    var findings = log.sorted();
    return findings.stream().anyMatch(Finding::refuses)
        ? new SchemaReading.Rejected(findings)
        : new SchemaReading.Accepted(ModernSchema.of(root.node()), findings);
  }
}
