package io.tributary.runtime.connections;

import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.runtime.keys.DataKey;
import io.tributary.runtime.keys.InMemoryDataKeys;
import io.tributary.runtime.keys.Sealed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Connections in memory. */
public final class InMemoryConnections implements Connections {
  private final List<Kept> rows = new ArrayList<>();
  private final InMemoryDataKeys keys;

  public InMemoryConnections() {
    this(new InMemoryDataKeys());
  }

  InMemoryConnections(InMemoryDataKeys keys) {
    this.keys = keys;
  }

  @Override
  public Optional<Connection> find(OrganizationName organization, ConnectionName name) {
    return row(organization, name).map(Kept::connection);
  }

  @Override
  public List<Connection> all(OrganizationName organization) {
    return rows.stream()
        .map(Kept::connection)
        .filter(connection -> connection.organization().equals(organization))
        .sorted(Comparator.comparing(connection -> connection.name().value()))
        .toList();
  }

  @Override
  public synchronized Optional<Kept> kept(OrganizationName organization, ConnectionName name) {
    return row(organization, name)
        .map(row -> new Kept(row.connection(), withKeyOfNow(row.secrets())));
  }

  private SealedSecrets withKeyOfNow(SealedSecrets secrets) {
    return secrets instanceof SealedSecrets.ByDataKey(var sealed)
        ? new SealedSecrets.ByDataKey(new Sealed(keys.now(sealed.key()), sealed.content()))
        : secrets;
  }

  @Override
  public boolean add(Connection connection, SealedSecrets secrets) {
    if (row(connection.organization(), connection.name()).isPresent()) {
      return false;
    }
    return rows.add(new Kept(connection, secrets));
  }

  @Override
  public boolean replace(Connection connection, SealedSecrets secrets) {
    var before = row(connection.organization(), connection.name());
    if (before.isEmpty() || before.get().connection().version() != connection.version() - 1) {
      return false;
    }
    rows.remove(before.get());
    return rows.add(new Kept(connection, secrets));
  }

  @Override
  public void mark(Connection connection) {
    row(connection.organization(), connection.name())
        .filter(row -> row.connection().version() == connection.version())
        .ifPresent(
            row -> {
              rows.remove(row);
              rows.add(new Kept(row.connection().withState(connection.state()), row.secrets()));
            });
  }

  @Override
  public void remove(OrganizationName organization, ConnectionName name) {
    row(organization, name).ifPresent(rows::remove);
  }

  @Override
  public synchronized List<Kept> sealedBefore(UUID after, int atMost) {
    return rows.stream()
        .filter(row -> row.connection().id().toString().compareTo(after.toString()) > 0)
        .filter(
            row ->
                !keys.newest(row.connection().organization())
                    .map(DataKey::id)
                    .equals(keyOf(row.secrets())))
        .sorted(Comparator.comparing(row -> row.connection().id().toString()))
        .limit(atMost)
        .toList();
  }

  @Override
  public synchronized boolean resealed(Kept before, SealedSecrets after) {
    return rows.removeIf(
            row ->
                row.connection().id().equals(before.connection().id())
                    && row.connection().version() == before.connection().version()
                    && keyOf(row.secrets()).equals(keyOf(before.secrets())))
        && rows.add(new Kept(before.connection(), after));
  }

  private static Optional<UUID> keyOf(SealedSecrets secrets) {
    return secrets instanceof SealedSecrets.ByDataKey(var sealed)
        ? Optional.of(sealed.key().id())
        : Optional.empty();
  }

  private Optional<Kept> row(OrganizationName organization, ConnectionName name) {
    return rows.stream()
        .filter(row -> row.connection().organization().equals(organization))
        .filter(row -> row.connection().name().equals(name))
        .findFirst();
  }
}
