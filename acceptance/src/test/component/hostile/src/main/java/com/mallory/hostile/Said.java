package com.mallory.hostile;

import java.util.ArrayList;
import java.util.List;

/** What came of each try, a line each. */
final class Said {
  private final List<String> lines = new ArrayList<>();

  /** The platform must not have let this happen, and did not, or did. */
  void add(boolean through, String what, Object seen) {
    lines.add(what + (through ? " THROUGH " : " held ") + ("" + seen).replaceAll("\\s+", " "));
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
