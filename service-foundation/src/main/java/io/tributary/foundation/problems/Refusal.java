package io.tributary.foundation.problems;

import io.tributary.contracts.problems.Blame;
import io.tributary.contracts.problems.Problem;
import io.tributary.contracts.problems.ProblemError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** A request cannot be done; thrown by controllers, answered as problem+json. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final Blame blame;
  private final transient Optional<Duration> retryAfter;

  private Refusal(
      HttpStatus status,
      Blame blame,
      String code,
      String detail,
      List<ProblemError> errors,
      Optional<Duration> retryAfter) {
    // Only what is our fault is looked into; the others are answers, and there may be a flood of
    // them.
    super(code + ": " + detail, null, true, blame == Blame.PLATFORM);
    this.problem =
        new Problem("about:blank", status.getReasonPhrase(), status.value(), code, detail, errors);
    this.blame = blame;
    this.retryAfter = retryAfter;
  }

  /** Not there, or not for this caller: both read the same. */
  public static Refusal notFound(String code, String detail) {
    return caller(HttpStatus.NOT_FOUND, code, detail);
  }

  /** Who asks has not shown who it is. */
  public static Refusal unauthorized(String code, String detail) {
    return caller(HttpStatus.UNAUTHORIZED, code, detail);
  }

  public static Refusal conflict(String code, String detail) {
    return caller(HttpStatus.CONFLICT, code, detail);
  }

  public static Refusal forbidden(String code, String detail) {
    return caller(HttpStatus.FORBIDDEN, code, detail);
  }

  public static Refusal tooLarge(String code, String detail) {
    return caller(HttpStatus.CONTENT_TOO_LARGE, code, detail);
  }

  public static Refusal badRequest(String code, String detail) {
    return caller(HttpStatus.BAD_REQUEST, code, detail);
  }

  /** What was sent is understood and wrong; the errors name every fault at once. */
  public static Refusal invalid(String code, String detail, List<ProblemError> errors) {
    return new Refusal(
        HttpStatus.UNPROCESSABLE_CONTENT, Blame.CALLER, code, detail, errors, Optional.empty());
  }

  public static Refusal tooMany(String code, String detail, Duration retryAfter) {
    return new Refusal(
        HttpStatus.TOO_MANY_REQUESTS,
        Blame.CAPACITY,
        code,
        detail,
        List.of(),
        Optional.of(retryAfter));
  }

  /** A part of the platform does not answer; nothing was done. */
  public static Refusal unavailable(String code, String detail, Duration retryAfter) {
    return new Refusal(
        HttpStatus.SERVICE_UNAVAILABLE,
        Blame.PLATFORM,
        code,
        detail,
        List.of(),
        Optional.of(retryAfter));
  }

  private static Refusal caller(HttpStatus status, String code, String detail) {
    return new Refusal(status, Blame.CALLER, code, detail, List.of(), Optional.empty());
  }

  public Problem problem() {
    return problem;
  }

  public Blame blame() {
    return blame;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
