package io.tributary.runtime.flows;

import io.tributary.contracts.problems.ProblemError;

/**
 * A place in a flow document.
 *
 * @param pointer JSON pointer (RFC 6901)
 * @param line 1-based
 * @param column 1-based
 */
record Mark(String pointer, int line, int column) {
  Mark child(String segment) {
    return new Mark(pointerTo(pointer, segment), line, column);
  }

  ProblemError finding(String code, String message, String advice) {
    return new ProblemError(pointer, line, column, code, message, advice);
  }

  static String pointerTo(String parent, String segment) {
    return parent + "/" + segment.replace("~", "~0").replace("/", "~1");
  }
}
