package io.tributary.contracts.broker;

import io.tributary.contracts.names.OrganizationName;

/**
 * Client ids that the broker knows: its quotas count per client id. What works for one organization
 * has the organization's, whatever process it is in.
 */
public final class BrokerClients {
  private static final String ORGANIZATION = "org.";

  private BrokerClients() {}

  public static String of(OrganizationName organization) {
    return ORGANIZATION + organization;
  }
}
