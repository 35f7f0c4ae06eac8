package io.tributary.registry.repositories;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import java.util.List;
import java.util.Optional;

/**
 * A push in quarantine.
 *
 * @param organization the publisher's, which the caller belongs to
 */
public record Push(
    ComponentRef component,
    OrganizationName organization,
    List<RefChange> changes,
    PushedObjects objects) {
  public Push {
    changes = List.copyOf(changes);
  }

  /**
   * One ref that is to move.
   *
   * @param ref in full, for example {@code refs/heads/main}
   * @param before empty where the ref is new
   * @param after empty where the ref is to go; a tag's commit, not the tag object
   */
  public record RefChange(String ref, Optional<CommitId> before, Optional<CommitId> after) {

    public boolean isBranch() {
      return ref.startsWith("refs/heads/");
    }

    /** As people say it: {@code main}, {@code v1.0.0}. */
    public String shortName() {
      return ref.substring(ref.indexOf('/', "refs/".length()) + 1);
    }
  }
}
