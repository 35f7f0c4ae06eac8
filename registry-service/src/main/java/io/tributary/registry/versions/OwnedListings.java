package io.tributary.registry.versions;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.leaving.Owned;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Listings of an organization's versions in the topic that tells them. Nobody takes one any more
 * once its organization has gone: who uses a version has it on a shelf of its own. So all of them
 * go, before the rows that name them.
 */
@Component
@Order(0)
final class OwnedListings implements Owned {
  private final Versions versions;
  private final Listings listings;
  private final TransactionOperations transactions;

  OwnedListings(Versions versions, Listings listings, TransactionOperations transactions) {
    this.versions = versions;
    this.listings = listings;
    this.transactions = transactions;
  }

  /** Counted with the rows; told once more where these could not be deleted. */
  @Override
  public long delete(OrganizationName organization) {
    transactions.executeWithoutResult(
        status ->
            versions.of(organization).stream()
                .map(ComponentVersion::reference)
                .forEach(listings::forget));
    return 0;
  }
}
