package io.tributary.contracts.organizations;

import io.tributary.contracts.names.OrganizationName;
import java.util.Map;

/**
 * An organization as it is from now on, whole. Topic {@link #TOPIC}, compacted, key = its name, so
 * that a newcomer reads all of them; a tombstone: there is no such organization any more.
 *
 * @param members by the identity provider's subject; an organization of thousands is some hundred
 *     kilobytes
 */
public record OrganizationChanged(OrganizationName name, State state, Map<String, Role> members) {
  public static final String TOPIC = "tributary.organizations";

  /** Whether its members may work. */
  public enum State {
    ACTIVE,
    /** By the platform's operator: it can be looked at, and nothing of it changes or runs. */
    SUSPENDED
  }

  public OrganizationChanged {
    members = Map.copyOf(members);
  }
}
