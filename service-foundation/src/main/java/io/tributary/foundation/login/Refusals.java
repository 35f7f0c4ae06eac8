package io.tributary.foundation.login;

import io.tributary.foundation.problems.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** What a caller reads who is not logged in, or not allowed. Never why a token was refused. */
record Refusals(RefusedRequests listener) implements AuthenticationEntryPoint, AccessDeniedHandler {
  private static final String ORGANIZATIONS = "/api/v1/organizations/";

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
      throws IOException {
    boolean git = request.getRequestURI().startsWith(GitCredentials.GIT);
    response.setHeader("WWW-Authenticate", git ? "Basic realm=\"Tributary\"" : "Bearer");
    Problems.write(
        response,
        Problems.of(
            HttpStatus.UNAUTHORIZED,
            "not-signed-in",
            git
                ? "Sign in: the password is a personal access token (`tributary token create`)."
                : "Sign in: send a valid access token as Bearer (`tributary login`)."));
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException {
    Principal principal = request.getUserPrincipal();
    boolean stranger =
        request.getRequestURI().startsWith(ORGANIZATIONS)
            && principal instanceof LoggedIn token
            && !token.caller().organizations().isEmpty();
    if (principal instanceof LoggedIn token) {
      listener.refused(request, token.caller(), stranger ? 404 : 403);
    }
    // An organization that is not the caller's reads like one that does not exist.
    Problems.write(
        response,
        stranger
            ? Problems.of(
                HttpStatus.NOT_FOUND,
                "organization-not-found",
                "There is no such organization, or you do not belong to it.")
            : Problems.of(HttpStatus.FORBIDDEN, "not-allowed", "Your log-in does not allow this."));
  }
}
