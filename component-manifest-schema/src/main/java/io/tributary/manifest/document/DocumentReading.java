package io.tributary.manifest.document;

import java.util.List;

/** What came of reading bytes as JSON. */
public sealed interface DocumentReading {

  /** A document; faults beside it, such as duplicate keys, did not keep it from being read. */
  record Read(Located root, List<Fault> faults) implements DocumentReading {
    public Read {
      faults = List.copyOf(faults);
    }
  }

  /** No document: the last fault is where reading ended. */
  record Unreadable(List<Fault> faults) implements DocumentReading {
    public Unreadable {
      faults = List.copyOf(faults);
    }
  }
}
