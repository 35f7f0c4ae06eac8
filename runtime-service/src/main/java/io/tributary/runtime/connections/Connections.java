package io.tributary.runtime.connections;

import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import java.util.List;
import java.util.Optional;

/** The connections of all organizations. */
public interface Connections {
  Optional<Connection> find(OrganizationName organization, ConnectionName name);

  /** By name. */
  List<Connection> all(OrganizationName organization);

  /** Empty where there is no such connection. */
  Optional<SealedSecrets> secrets(OrganizationName organization, ConnectionName name);

  /**
   * Adds version 1 of a connection.
   *
   * @return false where the name is taken
   */
  boolean add(Connection connection, SealedSecrets secrets);

  /**
   * Replaces the version before this one.
   *
   * @return false where another change came first
   */
  boolean replace(Connection connection, SealedSecrets secrets);

  /** Notes what is known of this version's credentials; a newer version is not touched. */
  void mark(Connection connection);

  void remove(OrganizationName organization, ConnectionName name);
}
