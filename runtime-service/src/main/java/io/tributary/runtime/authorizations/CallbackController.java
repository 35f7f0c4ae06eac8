package io.tributary.runtime.authorizations;

import io.swagger.v3.oas.annotations.Hidden;
import io.tributary.runtime.authorizations.TakeCode.Answer;
import io.tributary.runtime.authorizations.TakeCode.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where providers send browsers back to. Open without a token, because no browser has one; what it
 * does for strangers is nothing.
 */
@RestController
@Hidden
final class CallbackController {
  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=utf-8");

  private final TakeCode take;

  CallbackController(TakeCode take) {
    this.take = take;
  }

  @GetMapping("/oauth/callback")
  ResponseEntity<String> callback(HttpServletRequest request) {
    // HEAD is routed here as well, by programs that look at links before people do.
    var outcome =
        request.getMethod().equals("GET") && isPlain(request)
            ? take.take(
                new Answer(
                    first(request, "state"),
                    first(request, "code"),
                    first(request, "error"),
                    first(request, "iss")))
            : new Outcome.Refused();
    return switch (outcome) {
      case Outcome.Taken(var consent, var confirmation) ->
          page(200, CallbackPage.taken(consent, confirmation));
      case Outcome.Declined(var consent, var error) ->
          page(200, CallbackPage.declined(consent, error));
      case Outcome.Refused() -> page(400, CallbackPage.refused());
    };
  }

  /** Of a parameter that comes twice, parts would read different values. */
  private static boolean isPlain(HttpServletRequest request) {
    return request.getParameterMap().values().stream().allMatch(values -> values.length == 1);
  }

  private static @Nullable String first(HttpServletRequest request, String name) {
    return request.getParameter(name);
  }

  private static ResponseEntity<String> page(int status, String html) {
    return ResponseEntity.status(status)
        .contentType(HTML)
        .cacheControl(CacheControl.noStore())
        .body(html);
  }
}
