package io.tributary.registry.organizations;

import io.tributary.contracts.organizations.Role;
import java.time.Instant;
import java.util.Optional;

/**
 * A person in an organization.
 *
 * @param subject the identity provider's id
 * @param name for people to read, as it was when the person came
 */
record Member(String subject, String name, Optional<String> email, Role role, Instant since) {

  Member as(Role other) {
    return new Member(subject, name, email, other, since);
  }
}
