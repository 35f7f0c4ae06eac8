package io.tributary.registry.repositories;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.InvalidName;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.login.Caller.Part;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import io.tributary.registry.publishers.Publisher;
import io.tributary.registry.publishers.Publishers;
import org.springframework.stereotype.Component;

/** Who may reach which repository. What a caller may not reach reads like what is not there. */
@Component
final class GitAccess {
  private static final String ENDING = ".git";
  private final Publishers publishers;
  private final Memberships memberships;

  GitAccess(Publishers publishers, Memberships memberships) {
    this.publishers = publishers;
    this.memberships = memberships;
  }

  /**
   * The component that the address names.
   *
   * @throws Refusal as not found, where the names cannot be names
   */
  ComponentRef component(String publisher, String repository) {
    if (!repository.endsWith(ENDING)) {
      throw unknown();
    }
    try {
      return ComponentRef.parse(
          publisher + "/" + repository.substring(0, repository.length() - ENDING.length()));
    } catch (InvalidName impossible) {
      throw unknown();
    }
  }

  /**
   * Members of the publisher's organization may push, if their role lets them.
   *
   * @throws Refusal as not found, for everybody else
   */
  Publisher toPush(Caller caller, ComponentRef component) {
    return member(caller, component, Permission.PUSH);
  }

  /**
   * Members may fetch, and so may the platform's builder.
   *
   * @throws Refusal as not found, for everybody else
   */
  void toFetch(Caller caller, ComponentRef component) {
    if (!caller.is(Part.BUILDER)) {
      member(caller, component, Permission.LOOK);
    }
  }

  private Publisher member(Caller caller, ComponentRef component, Permission permission) {
    var publisher = publishers.find(component.publisher()).orElseThrow(GitAccess::unknown);
    memberships
        .of(publisher.organization(), caller)
        .orElseThrow(GitAccess::unknown)
        .require(permission, caller);
    return publisher;
  }

  static Refusal unknown() {
    return Refusal.notFound(
        "repository-not-found",
        "There is no such repository, or it is not yours. Check the publisher's name; publishers"
            + " are added with `tributary publishers add`.");
  }
}
