package io.tributary.registry.tokens;

import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.membership.Permission;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a token is for. It opens nothing that its owner's role does not open as well. */
record Scopes(Set<Permission> permissions) {
  Scopes {
    permissions = Set.copyOf(permissions);
  }

  static Optional<Permission> find(String word) {
    return Stream.of(Permission.values())
        .filter(permission -> permission.word().equals(word))
        .findAny();
  }

  /** A word that is no scope, or none any more, opens nothing. */
  static Scopes of(Collection<String> words) {
    return new Scopes(
        words.stream().flatMap(word -> find(word).stream()).collect(Collectors.toSet()));
  }

  /** All that a role opens. */
  static Scopes of(Role role) {
    return new Scopes(
        Stream.of(Permission.values())
            .filter(permission -> permission.isOf(role))
            .collect(Collectors.toSet()));
  }

  /** In the order of the table of permissions. */
  List<String> words() {
    return permissions.stream().sorted().map(Permission::word).toList();
  }
}
