package io.tributary.runtime.authorizations;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.runtime.connections.Connection;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/**
 * A person's consent that is asked for at a provider, for one connection; good once, ten minutes.
 *
 * @param place the connection
 * @param page of the provider
 */
record Consent(
    Place place, Person person, URI page, Deal deal, Instant expiresAt, ConsentState state) {

  /** Which connection it is for; the id never comes again. */
  record Place(
      UUID connection, OrganizationName organization, ConnectionName name, ComponentRef component) {
    static Place of(Connection connection) {
      return new Place(
          connection.id(), connection.organization(), connection.name(), connection.component());
    }
  }

  Consent with(ConsentState changed) {
    return new Consent(place, person, page, deal, expiresAt, changed);
  }

  boolean isOver(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
