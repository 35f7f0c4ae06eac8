package io.tributary.registry.organizations;

import io.tributary.contracts.organizations.OrganizationChanged.State;
import io.tributary.registry.organizations.OrganizationState.Active;
import io.tributary.registry.organizations.OrganizationState.Deleted;
import io.tributary.registry.organizations.OrganizationState.Leaving;
import io.tributary.registry.organizations.OrganizationState.Suspended;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A state as columns.
 *
 * @param since absent: now
 */
record StateColumns(
    State state,
    @Nullable Instant since,
    @Nullable String reason,
    @Nullable String by,
    @Nullable Instant due) {

  static StateColumns of(OrganizationState state) {
    return switch (state) {
      case Active _ -> new StateColumns(State.ACTIVE, null, null, null, null);
      case Suspended(var reason, var since) ->
          new StateColumns(State.SUSPENDED, since, reason, null, null);
      case Leaving(var by, var since, var due) ->
          new StateColumns(State.LEAVING, since, null, by, due);
      case Deleted(var since) -> new StateColumns(State.DELETED, since, null, null, null);
    };
  }

  static State state(String word) {
    return State.valueOf(word.toUpperCase(Locale.ROOT));
  }

  String word() {
    return state.name().toLowerCase(Locale.ROOT);
  }

  OrganizationState read() {
    return switch (state) {
      case ACTIVE -> new Active();
      case SUSPENDED -> new Suspended(reason == null ? "" : reason, sinceThen());
      case LEAVING -> new Leaving(by == null ? "" : by, sinceThen(), Objects.requireNonNull(due));
      case DELETED -> new Deleted(sinceThen());
    };
  }

  private Instant sinceThen() {
    return Objects.requireNonNull(since);
  }
}
