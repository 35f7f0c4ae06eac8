package io.tributary.contracts.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One fault in what the caller sent.
 *
 * @param pointer JSON pointer (RFC 6901) into the document that was sent
 * @param line 1-based, where the document is text
 * @param column 1-based, where the document is text
 * @param code stable; documented
 * @param advice what to do next
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemError(
    @Nullable String pointer,
    @Nullable Integer line,
    @Nullable Integer column,
    String code,
    String message,
    @Nullable String advice) {

  public static ProblemError at(String pointer, String code, String message, String advice) {
    return new ProblemError(pointer, null, null, code, message, advice);
  }
}
