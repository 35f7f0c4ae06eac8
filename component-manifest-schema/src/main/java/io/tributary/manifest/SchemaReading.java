package io.tributary.manifest;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What came of reading a schema file that a manifest names. */
public sealed interface SchemaReading {

  /** A schema that is safe to evaluate, translated to today's draft. */
  record Accepted(JsonNode schema, List<Finding> warnings) implements SchemaReading {
    public Accepted {
      warnings = List.copyOf(warnings);
    }
  }

  /** At least one finding is an error. */
  record Rejected(List<Finding> findings) implements SchemaReading {
    public Rejected {
      findings = List.copyOf(findings);
    }
  }
}
