package io.tributary.runtime.connections;

import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Connections in memory. */
public final class InMemoryConnections implements Connections {
  private record Row(Connection connection, SealedSecrets secrets) {}

  private final List<Row> rows = new ArrayList<>();

  @Override
  public Optional<Connection> find(OrganizationName organization, ConnectionName name) {
    return row(organization, name).map(Row::connection);
  }

  @Override
  public List<Connection> all(OrganizationName organization) {
    return rows.stream()
        .map(Row::connection)
        .filter(connection -> connection.organization().equals(organization))
        .sorted(Comparator.comparing(connection -> connection.name().value()))
        .toList();
  }

  @Override
  public Optional<SealedSecrets> secrets(OrganizationName organization, ConnectionName name) {
    return row(organization, name).map(Row::secrets);
  }

  @Override
  public boolean add(Connection connection, SealedSecrets secrets) {
    if (row(connection.organization(), connection.name()).isPresent()) {
      return false;
    }
    return rows.add(new Row(connection, secrets));
  }

  @Override
  public boolean replace(Connection connection, SealedSecrets secrets) {
    var before = row(connection.organization(), connection.name());
    if (before.isEmpty() || before.get().connection().version() != connection.version() - 1) {
      return false;
    }
    rows.remove(before.get());
    return rows.add(new Row(connection, secrets));
  }

  @Override
  public void mark(Connection connection) {
    row(connection.organization(), connection.name())
        .filter(row -> row.connection().version() == connection.version())
        .ifPresent(
            row -> {
              rows.remove(row);
              rows.add(new Row(row.connection().withState(connection.state()), row.secrets()));
            });
  }

  @Override
  public void remove(OrganizationName organization, ConnectionName name) {
    row(organization, name).ifPresent(rows::remove);
  }

  private Optional<Row> row(OrganizationName organization, ConnectionName name) {
    return rows.stream()
        .filter(row -> row.connection().organization().equals(organization))
        .filter(row -> row.connection().name().equals(name))
        .findFirst();
  }
}
