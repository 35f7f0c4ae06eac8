package io.tributary.manifest;

import io.tributary.manifest.document.Located;
import io.tributary.manifest.document.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the findings of one reading and knows where each pointer stands in the text. */
final class FindingLog {
  /** More than this helps nobody; a last finding says that there are more. */
  static final int MOST = 500;

  private final String file;
  private final Located root;
  private final ManifestFormat format;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> pointers = new HashSet<>();
  private boolean cut;

  FindingLog(String file, Located root, ManifestFormat format) {
    this.file = file;
    this.root = root;
    this.format = format;
  }

  boolean strict() {
    return format == ManifestFormat.TRIBUTARY_V1;
  }

  /** An error in our format, a warning in the original one. */
  Severity byFormat() {
    return strict() ? Severity.ERROR : Severity.WARNING;
  }

  Place valuePlace(String pointer) {
    return root.nearest(pointer).value();
  }

  boolean knows(String pointer) {
    return pointers.contains(pointer);
  }

  boolean full() {
    return cut;
  }

  /** A finding about a value. */
  void atValue(FindingCode code, Severity severity, String pointer, String message, String advice) {
    add(code, severity, pointer, valuePlace(pointer), message, advice);
  }

  /** A finding about a property as a whole: it stands at the name. */
  void atName(FindingCode code, Severity severity, String pointer, String message, String advice) {
    add(code, severity, pointer, root.nearest(pointer).name(), message, advice);
  }

  void add(
      FindingCode code,
      Severity severity,
      String pointer,
      Place place,
      String message,
      String advice) {
    if (findings.size() >= MOST && !roomFor(severity)) {
      return;
    }
    pointers.add(pointer);
    findings.add(
        new Finding(
            file, place.line(), place.column(), pointer, code.code(), severity, message, advice));
  }

  /** An error takes the place of a warning: what refuses a manifest must be among what is shown. */
  private boolean roomFor(Severity severity) {
    cut = true;
    if (severity != Severity.ERROR) {
      return false;
    }
    for (int i = findings.size() - 1; i >= 0; i--) {
      if (!findings.get(i).refuses()) {
        findings.remove(i);
        return true;
      }
    }
    return false;
  }

  /** In reading order. */
  List<Finding> sorted() {
    var sorted = new ArrayList<>(findings);
    sorted.sort(null);
    if (cut) {
      var last = sorted.getLast();
      sorted.add(
          new Finding(
              file,
              last.line(),
              last.column(),
              "",
              FindingCode.TOO_MANY_FINDINGS.code(),
              Severity.WARNING,
              "There are more than " + MOST + " findings.",
              "Mend these first and read it again."));
    }
    return sorted;
  }
}
