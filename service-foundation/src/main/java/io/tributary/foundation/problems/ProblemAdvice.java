package io.tributary.foundation.problems;

import io.tributary.contracts.names.InvalidName;
import io.tributary.contracts.problems.Blame;
import io.tributary.contracts.problems.Problem;
import io.tributary.contracts.problems.ProblemError;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Turns what a controller throws into problem+json. Whatever is not a refusal is a fault of ours:
 * logged with an id, answered with that id and nothing else.
 */
@RestControllerAdvice
public final class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final Duration SOON = Duration.ofSeconds(5);

  @ExceptionHandler
  ResponseEntity<Problem> refused(Refusal refusal) {
    // Where somebody uses up what it may have, a line for each request would be a flood of its own.
    if (refusal.blame() == Blame.PLATFORM) {
      LOG.warn("Refused: {}", refusal.getMessage());
    }
    return Problems.answer(refusal).body(refusal.problem());
  }

  @ExceptionHandler
  ResponseEntity<Problem> invalidName(InvalidName invalid) {
    return answer(
        new Problem(
            "about:blank",
            "Bad Request",
            HttpStatus.BAD_REQUEST.value(),
            "name-invalid",
            invalid.getMessage(),
            List.of()));
  }

  @ExceptionHandler
  ResponseEntity<Problem> wrongArgument(MethodArgumentTypeMismatchException mismatch) {
    for (Throwable cause = mismatch; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidName invalid) {
        return invalidName(invalid);
      }
    }
    return answer(
        Problems.of(
            HttpStatus.BAD_REQUEST,
            "parameter-invalid",
            "The parameter \"%s\" cannot be read.".formatted(mismatch.getName())));
  }

  @ExceptionHandler
  ResponseEntity<Problem> unreadable(HttpMessageNotReadableException unreadable) {
    for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidName invalid) {
        return invalidName(invalid);
      }
      if (cause instanceof Refusal refusal) {
        return refused(refusal);
      }
      if (cause instanceof UnrecognizedPropertyException unknown) {
        return unknownField(unknown);
      }
    }
    return answer(
        new Problem(
            "about:blank",
            "Bad Request",
            HttpStatus.BAD_REQUEST.value(),
            "body-unreadable",
            "The body is not the JSON that this request takes.",
            List.of(
                new ProblemError(
                    "",
                    null,
                    null,
                    "body-unreadable",
                    "not valid JSON, or a field of the wrong type",
                    "compare with the schema at /v3/api-docs"))));
  }

  private static ResponseEntity<Problem> unknownField(UnrecognizedPropertyException unknown) {
    var pointer =
        unknown.getPath().stream()
            .map(part -> part.getPropertyName() == null ? part.getIndex() : part.getPropertyName())
            .map(part -> "/" + String.valueOf(part).replace("~", "~0").replace("/", "~1"))
            .collect(Collectors.joining());
    var known =
        unknown.getKnownPropertyIds().stream()
            .map(String::valueOf)
            .sorted()
            .collect(Collectors.joining(", "));
    return answer(
        new Problem(
            "about:blank",
            "Bad Request",
            HttpStatus.BAD_REQUEST.value(),
            "field-unknown",
            "The body has a field that this request does not take.",
            List.of(
                new ProblemError(
                    pointer, null, null, "field-unknown", "nobody reads it", "Known: " + known))));
  }

  /** A change may have been kept or not: whoever asked has to look. */
  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    TransientDataAccessResourceException.class,
    CannotCreateTransactionException.class
  })
  ResponseEntity<Problem> databaseAway(Exception away) {
    LOG.warn("The database is away: {}", away.getMessage());
    return refused(
        Refusal.unavailable(
            "database-away", "The database does not answer. Look, then repeat.", SOON));
  }

  @ExceptionHandler
  ResponseEntity<Problem> fault(Exception fault) throws Exception {
    if (fault instanceof AccessDeniedException || fault instanceof AuthenticationException) {
      throw fault;
    }
    if (fault instanceof ErrorResponse known) {
      var status = HttpStatus.valueOf(known.getStatusCode().value());
      var code = status.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      return answer(Problems.of(status, code, status.getReasonPhrase() + "."));
    }
    var annotated = AnnotationUtils.findAnnotation(fault.getClass(), ResponseStatus.class);
    if (annotated != null) {
      return answer(Problems.of(annotated.code(), "refused", annotated.reason()));
    }
    var id = UUID.randomUUID();
    LOG.error("Fault {}", id, fault);
    return answer(
        Problems.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "internal-fault",
            "Something broke on our side. Tell the operator this id: " + id));
  }

  private static ResponseEntity<Problem> answer(Problem problem) {
    return ResponseEntity.status(problem.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
