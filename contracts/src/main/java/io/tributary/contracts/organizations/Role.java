package io.tributary.contracts.organizations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a member is in one organization; each member has one. What each may do is said in {@code
 * docs/permissions.md}.
 */
public enum Role {
  OWNER,
  ADMIN,
  BUILDER,
  OPERATOR,
  VIEWER;

  /** As it stands in addresses, JSON and tables: lower case. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> find(String word) {
    return Stream.of(values()).filter(role -> role.word().equals(word)).findAny();
  }

  /**
   * The role of that word.
   *
   * @throws IllegalArgumentException where no role has it
   */
  @JsonCreator
  public static Role of(String word) {
    return find(word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" is no role: owner, admin, builder, operator or viewer"
                        .formatted(word)));
  }
}
