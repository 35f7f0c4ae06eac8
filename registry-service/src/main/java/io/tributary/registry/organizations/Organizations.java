package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All organizations with their members. */
interface Organizations {

  Optional<Organization> find(OrganizationName name);

  /** By name. */
  List<Organization> all();

  /** Those whose deletion was asked for and is due by then. */
  List<OrganizationName> due(Instant at);

  /** One's organizations with one's role in each, by name. */
  List<Belongs> of(String subject);

  /** An organization and what somebody is in it. */
  record Belongs(Organization organization, Role role) {}

  /** Owners first, then by name. */
  List<Member> members(OrganizationName name);

  /**
   * The organization with its members, while nobody else changes either.
   *
   * @throws IllegalStateException outside a transaction
   */
  Optional<Roster> lock(OrganizationName name);

  /**
   * Adds it where its name is free.
   *
   * @return whether it was added
   */
  boolean add(Organization organization);

  void change(OrganizationName name, OrganizationState state);

  /** Adds the member, or changes what is known of it. */
  void put(OrganizationName name, Member member);

  void remove(OrganizationName name, String subject);
}
