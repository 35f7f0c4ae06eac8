package io.tributary.foundation.membership;

import io.tributary.contracts.organizations.Role;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The table of permissions for people to read, as Markdown. */
final class PermissionTable {
  private PermissionTable() {}

  static String text() {
    var roles = Role.values();
    return Arrays.stream(Permission.values())
        .map(
            permission ->
                "| `%s` | %s | %s |\n"
                    .formatted(
                        permission.word(),
                        permission.meaning(),
                        Arrays.stream(roles)
                            .map(role -> permission.isOf(role) ? "yes" : "–")
                            .collect(Collectors.joining(" | "))))
        .collect(
            Collectors.joining(
                "",
                "| scope | may | %s |\n|---|---|%s\n"
                    .formatted(
                        Arrays.stream(roles).map(Role::word).collect(Collectors.joining(" | ")),
                        "---|".repeat(roles.length)),
                ""));
  }
}
