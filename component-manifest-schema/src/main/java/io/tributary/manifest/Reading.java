package io.tributary.manifest;

import java.util.List;

/** What came of reading a manifest; the findings are in reading order. */
public sealed interface Reading {

  /** The manifest holds; what is left are tasks and warnings. */
  record Accepted(Manifest manifest, List<Finding> warnings) implements Reading {
    public Accepted {
      warnings = List.copyOf(warnings);
    }
  }

  /** At least one finding is an error; the tasks and warnings stand among them. */
  record Rejected(List<Finding> findings) implements Reading {
    public Rejected {
      findings = List.copyOf(findings);
    }
  }

  /** Every finding, whatever came of it. */
  default List<Finding> allFindings() {
    return switch (this) {
      case Accepted(var _, var warnings) -> warnings;
      case Rejected(var findings) -> findings;
    };
  }
}
