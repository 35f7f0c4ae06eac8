package io.tributary.manifest;

import io.tributary.manifest.document.Fault;
import java.util.List;

/** Says in a person's words why bytes are not the JSON that is wanted. */
final class FaultFindings {
  private FaultFindings() {}

  static List<Finding> of(List<Fault> faults, String file) {
    return faults.stream().map(fault -> of(fault, file)).sorted().toList();
  }

  static Finding of(Fault fault, String file) {
    return new Finding(
        file,
        fault.place().line(),
        fault.place().column(),
        fault.pointer(),
        code(fault.kind()).code(),
        Severity.ERROR,
        message(fault),
        advice(fault.kind()));
  }

  private static FindingCode code(Fault.Kind kind) {
    return switch (kind) {
      case NOT_JSON -> FindingCode.NOT_JSON;
      case TOO_LARGE -> FindingCode.TOO_LARGE;
      case TOO_DEEP -> FindingCode.TOO_DEEP;
      case DUPLICATE_KEY -> FindingCode.DUPLICATE_KEY;
      case NUMBER_TOO_LARGE -> FindingCode.NUMBER_TOO_LARGE;
      case NOT_UTF8 -> FindingCode.NOT_UTF8;
      case TEXT_AFTER_END -> FindingCode.TEXT_AFTER_END;
      case EMPTY -> FindingCode.EMPTY;
    };
  }

  private static String message(Fault fault) {
    return switch (fault.kind()) {
      case NOT_JSON -> "This is not JSON: " + Quoted.plain(fault.detail(), 160) + ".";
      case TOO_LARGE -> "The file holds more than " + fault.detail() + ".";
      case TOO_DEEP ->
          "Objects and lists stand in each other more than " + fault.detail() + " deep.";
      case DUPLICATE_KEY -> Quoted.of(fault.detail()) + " stands here a second time.";
      case NUMBER_TOO_LARGE -> "This number is too large.";
      case NOT_UTF8 -> "The file is not UTF-8 from here on.";
      case TEXT_AFTER_END -> "There is text after the end of the document.";
      case EMPTY -> "The file is empty.";
    };
  }

  private static String advice(Fault.Kind kind) {
    return switch (kind) {
      case NOT_JSON -> "Look for a missing or extra comma, quote or bracket; JSON has no comments.";
      case TOO_LARGE -> "Keep long schemas in files of their own and name their path.";
      case TOO_DEEP -> "Make it flatter, or refer to a part in $defs.";
      case DUPLICATE_KEY -> "Keep one of the two: readers differ in which one they take.";
      case NUMBER_TOO_LARGE -> "Use at most 1000 digits and an exponent up to 308.";
      case NOT_UTF8 -> "Save the file in UTF-8.";
      case TEXT_AFTER_END -> "Remove what follows the last closing brace.";
      case EMPTY -> "Write a JSON object with title, description, version, triggers and actions.";
    };
  }
}
