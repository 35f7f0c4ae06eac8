package io.tributary.foundation.login;

import io.tributary.foundation.problems.Problems;
import io.tributary.foundation.problems.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Where the identity provider's keys cannot be read, or the members are not known yet, nobody's
 * token is bad: try again later.
 */
final class LogInAway extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(LogInAway.class);
  private static final String SECONDS = "5";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (Refusal unknown) {
      unknown
          .retryAfter()
          .ifPresent(wait -> response.setHeader("Retry-After", String.valueOf(wait.toSeconds())));
      Problems.write(response, unknown.problem());
    } catch (AuthenticationServiceException away) {
      LOG.warn("The identity provider's keys cannot be read: {}", away.getMessage());
      response.setHeader("Retry-After", SECONDS);
      Problems.write(
          response,
          Problems.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "log-in-unavailable",
              "The log-in cannot be checked now, because the identity provider does not answer. Try"
                  + " again in a few seconds."));
    }
  }
}
