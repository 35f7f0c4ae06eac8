package io.tributary.foundation.persistence;

import io.tributary.contracts.names.OrganizationName;
import org.jspecify.annotations.Nullable;

/**
 * Whose rows a piece of work may touch. It is said at a door — an organization's address, a
 * listener, a schedule — and holds for what is called from there, on the same thread.
 */
public sealed interface Reach {

  /** One organization's, as the app role; policies let nothing else through. */
  record OfOrganization(OrganizationName organization) implements Reach {
    @Override
    public String toString() {
      return "organization " + organization;
    }
  }

  /** Every organization's, as the platform role, for a use that is named. */
  record Across(Use use) implements Reach {
    @Override
    public String toString() {
      return "the platform's " + use;
    }
  }

  /** What belongs to no organization or is shown to all, as the app role without one. */
  record Shared() implements Reach {
    @Override
    public String toString() {
      return "what is everybody's";
    }
  }

  static Reach of(OrganizationName organization) {
    return new OfOrganization(organization);
  }

  static Reach across(Use use) {
    return new Across(use);
  }

  static Reach shared() {
    return new Shared();
  }

  /**
   * Runs the work within this reach.
   *
   * @throws IllegalStateException where it is an organization's, within another organization's
   */
  default void run(Runnable work) {
    CurrentReach.within(this).run(work);
  }

  /**
   * Gives what the work gives.
   *
   * @throws IllegalStateException where it is an organization's, within another organization's
   */
  default <T extends @Nullable Object, X extends Throwable> T call(
      ScopedValue.CallableOp<T, X> work) throws X {
    return CurrentReach.within(this).call(work);
  }
}
