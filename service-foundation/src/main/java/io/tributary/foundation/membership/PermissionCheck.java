package io.tributary.foundation.membership;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.problems.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Asks before every route of an organization whether the caller may; before its body is read. */
final class PermissionCheck implements HandlerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(PermissionCheck.class);
  private static final String ORGANIZATION = "organization";
  static final String ROUTES = "/api/v1/organizations/{organization}/**";

  private final Memberships memberships;

  PermissionCheck(Memberships memberships) {
    this.memberships = memberships;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod method)) {
      return true; // nobody answers there
    }
    var needs = method.getMethodAnnotation(Needs.class);
    if (needs == null) {
      LOG.error("Closed, because it does not say what it needs: {}", method);
      throw Refusal.forbidden("not-allowed", "Nobody may do this.");
    }
    var caller = Caller.of(request).orElseThrow(PermissionCheck::unknown);
    memberships
        .of(organization(request), caller)
        .orElseThrow(PermissionCheck::unknown)
        .require(needs.value(), caller);
    return true;
  }

  private static OrganizationName organization(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        ? new OrganizationName(String.valueOf(variables.get(ORGANIZATION)))
        : throwUnknown();
  }

  private static OrganizationName throwUnknown() {
    throw unknown();
  }

  private static Refusal unknown() {
    return Refusal.notFound(
        "organization-not-found", "There is no such organization, or you do not belong to it.");
  }
}
