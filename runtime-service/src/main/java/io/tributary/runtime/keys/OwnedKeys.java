package io.tributary.runtime.keys;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.leaving.Owned;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * An organization's data keys that are open in the memory of this process; every process is asked.
 * Those in the database go with the other rows, right after: what is opened in between is let go of
 * the next time, since rows were found.
 */
@Component
@Order(5)
final class OwnedKeys implements Owned {
  private final Vault vault;

  OwnedKeys(Vault vault) {
    this.vault = vault;
  }

  @Override
  public long delete(OrganizationName organization) {
    vault.forget(organization);
    return 0;
  }
}
