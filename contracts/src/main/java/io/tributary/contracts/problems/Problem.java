package io.tributary.contracts.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as every API of the platform answers it: {@code application/problem+json} (RFC 9457).
 *
 * @param type a URI reference; {@code about:blank} where the code says all
 * @param status the HTTP status
 * @param code stable name of the refusal, for example {@code flow-invalid}
 * @param detail one sentence for a person, with what to do next
 * @param errors every single fault, empty where there is only the one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String code,
    @Nullable String detail,
    List<ProblemError> errors) {

  public Problem {
    errors = List.copyOf(errors);
  }
}
