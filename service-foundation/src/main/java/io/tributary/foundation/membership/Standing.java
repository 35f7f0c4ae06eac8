package io.tributary.foundation.membership;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.OrganizationChanged.State;
import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.problems.Refusal;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where a caller stands in one organization.
 *
 * @param state what it lets members do
 */
public record Standing(OrganizationName organization, Role role, State state) {

  /**
   * Lets pass who may.
   *
   * @throws Refusal that says whose turn it is, where the role, the token's scopes or the
   *     organization's state do not allow it
   */
  public void require(Permission permission, Caller caller) {
    if (!permission.isOf(role)) {
      throw Refusal.forbidden(
          "role-not-enough",
          "Your role in %s is %s. To %s takes one of: %s. Owners and admins can change your role."
              .formatted(organization, role.word(), permission.meaning(), rolesOf(permission)));
    }
    if (!caller.isWithinScopes(permission.word())) {
      throw Refusal.forbidden(
          "scope-not-enough",
          "This token has not the scope \"%s\". Make one that has: `tributary token create`."
              .formatted(permission.word()));
    }
    if (state == State.LEAVING && permission.changes() && permission != Permission.DELETE) {
      throw Refusal.forbidden(
          "organization-leaving",
          "%s is to be deleted: until then it can be looked at and exported, and nothing of it changes. An owner calls that off with `tributary orgs keep`."
              .formatted(organization));
    }
    if (state == State.SUSPENDED && permission.changes()) {
      throw Refusal.forbidden(
          "organization-suspended",
          "%s is suspended: it can be looked at, and nothing of it changes. Ask the platform's operator."
              .formatted(organization));
    }
  }

  private static String rolesOf(Permission permission) {
    return Arrays.stream(Role.values())
        .filter(permission::isOf)
        .map(Role::word)
        .collect(Collectors.joining(", "));
  }
}
