package io.tributary.contracts.organizations;

import io.tributary.contracts.names.OrganizationName;
import java.util.Map;

/**
 * An organization as it is from now on, whole. Topic {@link #TOPIC}, compacted, key = its name, so
 * that a newcomer reads all of them. The last word on one that is gone is kept, too: whoever was
 * away for long hears it.
 *
 * @param members by the identity provider's subject; an organization of thousands is some hundred
 *     kilobytes
 * @param quotas limits of its own, by the word of the quota; who reads passes over words that it
 *     does not know, and takes the usual limit for those that are absent
 */
public record OrganizationChanged(
    OrganizationName name, State state, Map<String, Role> members, Map<String, Long> quotas) {
  public static final String TOPIC = "tributary.organizations";

  /** Whether its members may work. */
  public enum State {
    ACTIVE,
    /** By the platform's operator: it can be looked at, and nothing of it changes or runs. */
    SUSPENDED,
    /** Its owner wants it deleted: until the day comes it is like a suspended one. */
    LEAVING,
    /**
     * There is no such organization any more, and never will be: whoever holds its data deletes it.
     */
    DELETED
  }

  @SuppressWarnings("ConstantValue") // absent in what was written before there were quotas
  public OrganizationChanged {
    members = Map.copyOf(members);
    quotas = quotas == null ? Map.of() : Map.copyOf(quotas);
  }

  /** One with the usual limits. */
  public OrganizationChanged(OrganizationName name, State state, Map<String, Role> members) {
    this(name, state, members, Map.of());
  }
}
