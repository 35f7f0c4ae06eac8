package io.tributary.foundation.membership;

import static io.tributary.contracts.organizations.Role.ADMIN;
import static io.tributary.contracts.organizations.Role.BUILDER;
import static io.tributary.contracts.organizations.Role.OPERATOR;
import static io.tributary.contracts.organizations.Role.OWNER;
import static io.tributary.contracts.organizations.Role.VIEWER;

import io.tributary.contracts.organizations.Role;
import java.util.Locale;
import java.util.Set;

/**
 * What a member may do; the one table. {@code docs/permissions.md} is made from it.
 *
 * <p>Roles are no ladder: an operator reads messages and may not deploy.
 */
public enum Permission {
  LOOK(
      false,
      "see flows, runs, builds, components, members, and connections without their secrets",
      OWNER,
      ADMIN,
      BUILDER,
      OPERATOR,
      VIEWER),
  READ_MESSAGES(
      false,
      "read what messages hold: inputs, outputs, dead letters, logs",
      OWNER,
      ADMIN,
      BUILDER,
      OPERATOR),
  OPERATE(
      true,
      "pause and resume flows, poll, retry, replay, discard, edit and dismiss dead letters",
      OWNER,
      ADMIN,
      BUILDER,
      OPERATOR),
  DEPLOY(
      true,
      "deploy and remove flows, and set what their webhooks ask of senders",
      OWNER,
      ADMIN,
      BUILDER),
  CONNECT(true, "make, change and delete connections", OWNER, ADMIN, BUILDER),
  GRANT(true, "allow and refuse hosts to components", OWNER, ADMIN),
  PUSH(true, "push components and cancel builds", OWNER, ADMIN, BUILDER),
  PUBLISHERS(true, "take publishers' names for the organization", OWNER, ADMIN),
  MEMBERS(true, "invite and remove members, and change their roles", OWNER, ADMIN),
  AUDIT(false, "read the audit log", OWNER, ADMIN),
  EXPORT(false, "export everything that the organization owns", OWNER),
  DELETE(true, "have the organization deleted, and call that off", OWNER);

  private final boolean changes;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // a Set.of never changes
  private final Set<Role> roles;

  Permission(boolean changes, String meaning, Role... roles) {
    this.changes = changes;
    this.meaning = meaning;
    this.roles = Set.of(roles);
  }

  /** As it stands in a token's scopes: lower case, words joined by hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it changes anything; a suspended organization can only be looked at. */
  public boolean changes() {
    return changes;
  }

  /** After "may": for people to read. */
  public String meaning() {
    return meaning;
  }

  public boolean isOf(Role role) {
    return roles.contains(role);
  }
}
