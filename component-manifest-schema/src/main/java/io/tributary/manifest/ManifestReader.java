package io.tributary.manifest;

import io.tributary.manifest.document.DocumentReader;
import io.tributary.manifest.document.DocumentReading;
import io.tributary.manifest.document.Fault;
import io.tributary.manifest.document.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Turns the bytes of a manifest into a {@link Manifest} or into findings.
 *
 * <p>Never throws for what the bytes hold, opens nothing, and once warm ends within 500 ms whatever
 * they are. Safe for use by many threads. Making one loads the validator, which takes a second in a
 * cold process: make it at start and keep it.
 */
public final class ManifestReader {
  /** The manifest's name in the root of every repository. */
  public static final String FILE_NAME = "component.json";

  /** Names our format in a manifest's {@code $schema}; the registry serves it at its path. */
  public static final String SCHEMA_ID = "https://tributary.io/schemas/component-manifest/v1.json";

  /** The longest manifest that is read: 256 KB. */
  public static final int MOST_BYTES = 256 * 1024;

  /** On the web, as a path, in a folder nearby, or at a platform on this machine; never loaded. */
  private static final Pattern OURS =
      Pattern.compile(
          Pattern.quote(SCHEMA_ID)
              + "|(?:https?://(?:localhost|127\\.0\\.0\\.1)(?::[0-9]{1,5})?)?"
              + "/schemas/component-manifest/v1\\.json"
              + "|(?:[.\\w-]+/){0,20}component-manifest/v1\\.json");

  private final FormatRules formatRules = new FormatRules();

  /** The published JSON Schema of the format, byte for byte as the registry serves it. */
  public static byte[] schema() {
    return FormatRules.schemaBytes();
  }

  /** Reads {@code component.json}. */
  public Reading read(byte[] bytes) {
    return read(bytes, FILE_NAME);
  }

  /** Reads a manifest; its findings carry this file name. */
  public Reading read(byte[] bytes, String fileName) {
    return switch (DocumentReader.read(bytes, MOST_BYTES)) {
      case DocumentReading.Unreadable(var faults) ->
          new Reading.Rejected(FaultFindings.of(faults, fileName));
      case DocumentReading.Read(var root, var faults) -> judged(root, faults, fileName);
    };
  }

  private Reading judged(Located root, List<Fault> faults, String fileName) {
    var format = format(root.node());
    var log = new FindingLog(fileName, root, format);
    schemaName(root.node(), format, log);
    formatRules.check(root.node(), log);
    if (root.node().isObject()) {
      NeedRules.check(root, log);
      OperationRules.check(root, log);
      OperationRules.icon(root, log);
      FieldRules.check(root, log);
      MetadataRules.check(root, log);
    }
    var findings = new ArrayList<>(log.sorted());
    findings.addAll(FaultFindings.of(faults, fileName));
    findings.sort(null);
    if (findings.stream().anyMatch(Finding::refuses)) {
      return new Reading.Rejected(findings);
    }
    return new Reading.Accepted(new ManifestAssembly(root.node(), format).assemble(), findings);
  }

  private static ManifestFormat format(JsonNode root) {
    return OURS.matcher(root.path("$schema").asString("")).matches()
        ? ManifestFormat.TRIBUTARY_V1
        : ManifestFormat.ORIGINAL;
  }

  private static void schemaName(JsonNode root, ManifestFormat format, FindingLog log) {
    var name = root.path("$schema");
    if (format == ManifestFormat.ORIGINAL && name.isString()) {
      log.atValue(
          FindingCode.UNKNOWN_FORMAT,
          Severity.ERROR,
          "/$schema",
          Quoted.of(name.stringValue()) + " names no format that is known here.",
          "Write \"" + SCHEMA_ID + "\", or leave it out for the original platform's format.");
    }
  }
}
