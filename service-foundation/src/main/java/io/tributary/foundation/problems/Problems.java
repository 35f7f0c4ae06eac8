package io.tributary.foundation.problems;

import io.tributary.contracts.problems.Problem;
import io.tributary.foundation.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Problems for places that no controller reaches, such as the log-in filters. */
public final class Problems {
  private Problems() {}

  public static Problem of(HttpStatus status, String code, String detail) {
    return new Problem(
        "about:blank", status.getReasonPhrase(), status.value(), code, detail, List.of());
  }

  public static void write(HttpServletResponse response, Problem problem) throws IOException {
    response.setStatus(problem.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(Json.write(problem).getBytes(StandardCharsets.UTF_8));
  }
}
