package io.tributary.foundation.problems;

import io.tributary.contracts.problems.Problem;
import io.tributary.foundation.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

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

  /** What a controller answers to a refusal; the problem itself is the body. */
  static ResponseEntity.BodyBuilder answer(Refusal refusal) {
    var answer =
        ResponseEntity.status(refusal.problem().status())
            .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    refusal
        .retryAfter()
        .ifPresent(
            wait -> answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds())));
    return answer;
  }

  /** The same for a controller that answers with bytes. */
  public static ResponseEntity<byte[]> bytes(Refusal refusal) {
    return answer(refusal).body(Json.write(refusal.problem()).getBytes(StandardCharsets.UTF_8));
  }
}
