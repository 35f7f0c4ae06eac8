package io.tributary.foundation.persistence;

import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * Brings a service's own schema to the state that its code expects, as the tables' owner. The two
 * roles that work are made first: migrations grant to them, as {@code ${app}} and {@code
 * ${platform}}.
 */
public final class SchemaMigration {
  private final DatabaseSettings settings;

  /**
   * Prepares and checks the roles, and what proves their organizations.
   *
   * @throws IllegalStateException where they cannot be made, or would not keep organizations apart
   */
  public SchemaMigration(DatabaseSettings settings) {
    this.settings = settings;
    var roles = new DatabaseRoles(settings);
    roles.prepare();
    roles.check();
    migrate("tenancy", "classpath:db/tenancy");
  }

  /** What transactions prove their organization with. */
  public OrganizationProof proof() {
    try (var connection = settings.owner().connect(settings.url());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select key from tenancy.proof_key")) {
      rows.next();
      return new OrganizationProof(rows.getBytes(1));
    } catch (SQLException refused) {
      throw new IllegalStateException("The owner cannot read its key.", refused);
    }
  }

  /**
   * Migrates the schema, made where it is missing, with the foundation's tables and then those
   * under {@code db/<schema>}.
   *
   * @throws org.flywaydb.core.api.FlywayException where a script fails or a past one was changed
   */
  public void run(String schema) {
    migrate(schema, "classpath:db/foundation", "classpath:db/" + schema);
  }

  private void migrate(String schema, String... locations) {
    Flyway.configure()
        .dataSource(settings.url(), settings.owner().role(), settings.owner().password())
        .defaultSchema(schema)
        .createSchemas(true)
        .locations(locations)
        .placeholders(Map.of("app", settings.app().role(), "platform", settings.platform().role()))
        // Policies bind the owner too: a script that would miss rows for it fails instead.
        .initSql("set row_security = off")
        .load()
        .migrate();
  }
}
