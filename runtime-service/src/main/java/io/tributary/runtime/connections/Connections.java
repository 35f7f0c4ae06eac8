package io.tributary.runtime.connections;

import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The connections of all organizations. */
public interface Connections {
  Optional<Connection> find(OrganizationName organization, ConnectionName name);

  /** By name. */
  List<Connection> all(OrganizationName organization);

  /** The connection with the secrets of the same version; empty where there is none. */
  Optional<Kept> kept(OrganizationName organization, ConnectionName name);

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

  /**
   * Some whose secrets are not sealed with their organization's newest data key.
   *
   * @param after ids are greater than this one; they come in their order
   */
  List<Kept> sealedBefore(UUID after, int atMost);

  /**
   * The same secrets of the same version, sealed anew.
   *
   * @return false where the connection was changed or sealed anew meanwhile
   */
  boolean resealed(Kept before, SealedSecrets after);

  /** A connection whole. */
  record Kept(Connection connection, SealedSecrets secrets) {}
}
