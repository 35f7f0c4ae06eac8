package io.tributary.foundation.web;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Reach;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Whoever asks at an organization's address reaches that organization's rows and no others. Behind
 * the check that the caller belongs to it, so that the name is a proved one.
 */
public final class OrganizationReach extends OncePerRequestFilter {
  private static final PathPatternRequestMatcher ROUTES =
      PathPatternRequestMatcher.withDefaults().matcher("/api/v1/organizations/{organization}/**");

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !ROUTES.matches(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var name = String.valueOf(ROUTES.matcher(request).getVariables().get("organization"));
    try {
      Reach.of(new OrganizationName(name))
          .call(
              () -> {
                chain.doFilter(request, response);
                return name;
              });
    } catch (ServletException | IOException | RuntimeException failed) {
      throw failed;
    } catch (Exception impossible) {
      throw new ServletException(impossible);
    }
  }
}
