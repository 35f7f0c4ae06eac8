package io.tributary.runtime.authorizations.clients;

import io.tributary.contracts.names.OrganizationName;

/** Whose connections a client is for. */
sealed interface ClientOwner {

  /** One organization's. */
  record Organization(OrganizationName name) implements ClientOwner {}

  /** Those of every organization that has no client of its own. */
  record Platform() implements ClientOwner {}

  /** As it stands in the database. */
  default String word() {
    return switch (this) {
      case Organization(var name) -> name.value();
      case Platform _ -> "";
    };
  }

  static ClientOwner of(String word) {
    return word.isEmpty() ? new Platform() : new Organization(new OrganizationName(word));
  }

  /** Whose data key seals its secret; the platform's own organization for what is everybody's. */
  default OrganizationName sealedFor() {
    return switch (this) {
      case Organization(var name) -> name;
      case Platform _ -> new OrganizationName("tributary");
    };
  }
}
