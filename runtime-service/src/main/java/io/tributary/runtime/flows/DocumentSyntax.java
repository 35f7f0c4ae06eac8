package io.tributary.runtime.flows;

import io.tributary.contracts.problems.ProblemError;

/** A text that is no document: notation broken, or a notation that is refused. */
final class DocumentSyntax extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient ProblemError finding;

  DocumentSyntax(Mark at, String code, String message, String advice) {
    super(message);
    this.finding = at.finding(code, message, advice);
  }

  ProblemError finding() {
    return finding;
  }
}
