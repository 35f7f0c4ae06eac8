package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;

/**
 * Makes access tokens name the organization for its members. Every change may be repeated; what is
 * so already stays so.
 */
interface IdentityProvider {

  /**
   * Whether it has an organization of that name, by whomever.
   *
   * @throws ProviderUnreachable where it does not say
   */
  boolean knows(OrganizationName organization);

  /**
   * Makes the organization.
   *
   * @throws ProviderUnreachable where it was not done
   */
  void make(OrganizationName organization);

  /**
   * Removes the organization; its members remain people of the provider's.
   *
   * @throws ProviderUnreachable where it was not done
   */
  void unmake(OrganizationName organization);

  /**
   * Names the organization in the person's next tokens.
   *
   * @throws ProviderUnreachable where it was not done
   */
  void join(OrganizationName organization, String subject);

  /**
   * Names it no more.
   *
   * @throws ProviderUnreachable where it was not done
   */
  void remove(OrganizationName organization, String subject);

  /** It did not answer, or did not do what it was asked for: try again later. */
  final class ProviderUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProviderUnreachable(String message) {
      super(message);
    }

    ProviderUnreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
