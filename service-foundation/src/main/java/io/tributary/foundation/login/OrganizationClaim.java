package io.tributary.foundation.login;

import io.tributary.contracts.names.InvalidName;
import io.tributary.contracts.names.OrganizationName;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keycloak's {@code organization} claim, or what stands for it: a list of aliases, or an object
 * with the aliases as keys. It says what the caller belongs to, not which organization is meant.
 */
final class OrganizationClaim {
  private OrganizationClaim() {}

  static Set<OrganizationName> of(@Nullable Object claim) {
    Collection<?> aliases =
        switch (claim) {
          case Map<?, ?> map -> map.keySet();
          case Collection<?> list -> list;
          case String one -> Set.of(one);
          case null, default -> Set.of();
        };
    return aliases.stream()
        .flatMap(alias -> named(String.valueOf(alias)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** An alias that cannot stand in an address opens no address. */
  private static Stream<OrganizationName> named(String alias) {
    try {
      return Stream.of(new OrganizationName(alias));
    } catch (InvalidName foreign) {
      return Stream.empty();
    }
  }
}
