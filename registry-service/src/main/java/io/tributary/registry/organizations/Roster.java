package io.tributary.registry.organizations;

import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.problems.Refusal;
import java.util.List;

/**
 * The members of one organization, and the rules of changing them: an owner may everything; an
 * admin may everything but with owners; everybody may leave; the last owner stays.
 */
record Roster(Organization organization, List<Member> members) {
  Roster {
    members = List.copyOf(members);
  }

  /** The same members of the organization in another state. */
  Roster in(OrganizationState state) {
    return new Roster(
        new Organization(organization.name(), organization.title(), state, organization.madeAt()),
        members);
  }

  /**
   * The member with another role.
   *
   * @param by subject of who asks
   * @throws Refusal where there is no such member, or a rule is against it
   */
  Member changed(String by, String subject, Role role) {
    var member = member(subject);
    requireMay(by, member.role());
    requireMay(by, role);
    if (role != Role.OWNER) {
      requireNotLastOwner(member);
    }
    return member.as(role);
  }

  /**
   * The member that goes.
   *
   * @throws Refusal where there is no such member, or a rule is against it
   */
  Member removed(String by, String subject) {
    var member = member(subject);
    if (!by.equals(subject)) {
      requireMay(by, member.role());
    }
    requireNotLastOwner(member);
    return member;
  }

  /**
   * Lets pass who may give this role, or take it away.
   *
   * @throws Refusal for everybody else
   */
  void requireMay(String by, Role role) {
    var own = member(by).role();
    boolean may = own == Role.OWNER || (own == Role.ADMIN && role != Role.OWNER);
    if (!may) {
      throw Refusal.forbidden(
          "role-not-enough",
          "Your role in %s is %s: the role %s is not yours to give or to take. Ask an owner."
              .formatted(organization.name(), own.word(), role.word()));
    }
  }

  boolean has(String subject) {
    return members.stream().anyMatch(member -> member.subject().equals(subject));
  }

  private Member member(String subject) {
    return members.stream()
        .filter(each -> each.subject().equals(subject))
        .findAny()
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "member-not-found",
                    "There is no such member of %s. `tributary members ls` lists them."
                        .formatted(organization.name())));
  }

  private void requireNotLastOwner(Member member) {
    boolean last =
        member.role() == Role.OWNER
            && members.stream().filter(each -> each.role() == Role.OWNER).count() == 1;
    if (last) {
      throw Refusal.conflict(
          "last-owner",
          "%s is the last owner of %s. Make somebody else an owner first."
              .formatted(member.name(), organization.name()));
    }
  }
}
