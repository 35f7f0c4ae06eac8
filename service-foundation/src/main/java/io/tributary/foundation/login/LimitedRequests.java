package io.tributary.foundation.login;

import io.tributary.foundation.problems.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers 429 with {@code Retry-After} (RFC 6585, 4) to who asks too often. */
abstract class LimitedRequests extends OncePerRequestFilter {
  private static final Pattern ORGANIZATION =
      Pattern.compile("^/api/v1/organizations/([^/]{1,40})(?:/.*)?$");

  /** Before log-in, by address. Webhooks have limits of their own; whoever guesses pays more. */
  static LimitedRequests byAddress(RequestLimits limits) {
    return new ByAddress(limits);
  }

  /** After log-in, by person and organization. Parts of the platform are not limited. */
  static LimitedRequests byCaller(RequestLimits limits) {
    return new ByCaller(limits);
  }

  abstract Optional<Duration> mustWait(HttpServletRequest request);

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var wait = mustWait(request);
    if (wait.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader("Retry-After", String.valueOf(Math.max(1, wait.get().toSeconds())));
    Problems.write(
        response,
        Problems.of(
            HttpStatus.TOO_MANY_REQUESTS,
            "too-many-requests",
            "Too many requests. Send this one again after the time in Retry-After."));
  }

  private static final class ByAddress extends LimitedRequests {
    private final RequestLimits limits;

    ByAddress(RequestLimits limits) {
      this.limits = limits;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
      return request.getRequestURI().startsWith("/hooks/")
          || request.getRequestURI().startsWith("/internal/");
    }

    @Override
    Optional<Duration> mustWait(HttpServletRequest request) {
      return limits.ofAddress(request.getRemoteAddr());
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      super.doFilterInternal(request, response, chain);
      if (response.getStatus() == HttpStatus.UNAUTHORIZED.value()) {
        limits.guessed(request.getRemoteAddr());
      }
    }
  }

  private static final class ByCaller extends LimitedRequests {
    private final RequestLimits limits;

    ByCaller(RequestLimits limits) {
      this.limits = limits;
    }

    @Override
    Optional<Duration> mustWait(HttpServletRequest request) {
      return Caller.of(request)
          .filter(caller -> !caller.isService())
          .flatMap(caller -> limits.ofCaller(caller, organization(request)));
    }

    private static String organization(HttpServletRequest request) {
      var found = ORGANIZATION.matcher(request.getRequestURI());
      return found.matches() ? found.group(1) : "";
    }
  }
}
