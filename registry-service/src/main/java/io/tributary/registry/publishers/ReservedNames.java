package io.tributary.registry.publishers;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.PublisherName;
import java.util.Set;

/** Names that would pass for a part of the platform or for its owner. */
final class ReservedNames {
  /** The platform's own name is open to the organization of that name only. */
  private static final String HOUSE = "tributary";

  private static final Set<String> WORDS =
      Set.of(
          "about",
          "account",
          "actuator",
          "admin",
          "administrator",
          "api",
          "auth",
          "builder",
          "builds",
          "catalogue",
          "community",
          "components",
          "docs",
          "git",
          "help",
          "hooks",
          "internal",
          "login",
          "logout",
          "marketplace",
          "official",
          "operator",
          "platform",
          "private",
          "public",
          "registry",
          "root",
          "runtime",
          "schemas",
          "security",
          "settings",
          "static",
          "status",
          "support",
          "system",
          "verified",
          "www");

  private ReservedNames() {}

  static boolean refuse(PublisherName name, OrganizationName organization) {
    String word = name.value();
    boolean ofTheHouse = word.equals(HOUSE) || word.startsWith(HOUSE + "-");
    return WORDS.contains(word)
        || word.endsWith("-official")
        || (ofTheHouse && !organization.value().equals(HOUSE));
  }
}
