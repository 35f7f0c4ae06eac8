package io.tributary.runtime.grants;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Database;
import io.tributary.manifest.HostGrant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Decisions in PostgreSQL, a row for each organization and component. */
@Component
final class PostgresHostDecisions implements HostDecisions {
  private static final String SELECT =
      "select organization, component, allowed, refused from runtime.host_decisions"
          + " where organization = ?";

  private final Database database;

  PostgresHostDecisions(Database database) {
    this.database = database;
  }

  @Override
  public HostDecision of(OrganizationName organization, ComponentRef component) {
    return find(organization, component, " for share")
        .orElseGet(() -> HostDecision.none(organization, component));
  }

  @Override
  public HostDecision toChange(OrganizationName organization, ComponentRef component) {
    // Two who speak first must meet at a row, or the later one would forget the earlier.
    database
        .of(organization)
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        insert into runtime.host_decisions
                          (organization, component, allowed, refused)
                        values (?, ?, '{}', '{}')
                        on conflict do nothing
                        """)
                    .param(organization.value())
                    .param(component.toString())
                    .update());
    return find(organization, component, " for update").orElseThrow();
  }

  @Override
  public List<HostDecision> all(OrganizationName organization) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(SELECT + " order by component")
                    .param(organization.value())
                    .query(PostgresHostDecisions::decision)
                    .list());
  }

  @Override
  public void keep(HostDecision decision) {
    database
        .of(decision.organization())
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        update runtime.host_decisions set allowed = ?, refused = ?
                        where organization = ? and component = ?
                        """)
                    .param(HostDecision.words(decision.allowed()).toArray(String[]::new))
                    .param(HostDecision.words(decision.refused()).toArray(String[]::new))
                    .param(decision.organization().value())
                    .param(decision.component().toString())
                    .update());
  }

  private Optional<HostDecision> find(
      OrganizationName organization, ComponentRef component, String lock) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(SELECT + " and component = ?" + lock)
                    .param(organization.value())
                    .param(component.toString())
                    .query(PostgresHostDecisions::decision)
                    .optional());
  }

  private static HostDecision decision(ResultSet row, int number) throws SQLException {
    return new HostDecision(
        new OrganizationName(row.getString("organization")),
        ComponentRef.parse(row.getString("component")),
        hosts(row, "allowed"),
        hosts(row, "refused"));
  }

  private static Set<HostGrant> hosts(ResultSet row, String column) throws SQLException {
    return Stream.of((String[]) row.getArray(column).getArray())
        .map(HostGrant::parse)
        .collect(Collectors.toSet());
  }
}
