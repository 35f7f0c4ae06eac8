package io.tributary.foundation.login;

import io.tributary.contracts.names.InvalidName;
import io.tributary.contracts.names.OrganizationName;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** The organization in the address must be one that the caller belongs to. */
record OrganizationAccess(Belonging belonging)
    implements AuthorizationManager<RequestAuthorizationContext> {

  @Override
  public AuthorizationResult authorize(
      Supplier<? extends @Nullable Authentication> authentication,
      RequestAuthorizationContext context) {
    return new AuthorizationDecision(
        authentication.get() instanceof LoggedIn token
            && belongs(token.caller(), context.getVariables().get("organization")));
  }

  private boolean belongs(Caller caller, @Nullable String organization) {
    if (organization == null) {
      return false;
    }
    try {
      return belonging.belongs(new OrganizationName(organization), caller);
    } catch (InvalidName unknown) {
      return false;
    }
  }
}
