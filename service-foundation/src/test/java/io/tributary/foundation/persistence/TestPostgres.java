package io.tributary.foundation.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tributary.contracts.names.OrganizationName;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A PostgreSQL with the roles that an installation has: an owner that is no superuser, and the two
 * that work. Tests look behind the policies with {@link #raw}.
 */
public final class TestPostgres {
  private static final String OWNER = "tributary";

  private final String url;
  private final Database database;

  private TestPostgres(String url) {
    this.url = url;
    // First: it makes the roles.
    var proof = new SchemaMigration(settings()).proof();
    this.database = new Database(pool(settings().app()), pool(settings().platform()), proof);
  }

  /** The schema of a server that another process may have started. */
  public static TestPostgres at(String url) {
    return new TestPostgres(url);
  }

  /** This JVM's server, started at the first use; it ends with the JVM. */
  public static TestPostgres own() {
    return Server.OURS;
  }

  /** Migrates the schema, as a service does at its start. */
  public TestPostgres migrated(String schema) {
    new SchemaMigration(settings()).run(schema);
    return this;
  }

  /** Without a row. */
  public TestPostgres empty(String schema) {
    raw().sql("drop schema if exists " + schema + " cascade").update();
    return migrated(schema);
  }

  public String url() {
    return url;
  }

  public DatabaseSettings settings() {
    return new DatabaseSettings(
        url,
        new Login(OWNER, ""),
        new Login("tributary_app", ""),
        new Login("tributary_platform", ""),
        5);
  }

  public Database database() {
    return database;
  }

  public TransactionOperations transactions() {
    return database.transactions();
  }

  /** The superuser's: no policy binds it. */
  public JdbcClient raw() {
    return JdbcClient.create(rawSource());
  }

  public DataSource rawSource() {
    return source("postgres");
  }

  /** Fresh connections of one role. */
  public DataSource source(String role) {
    var source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(role);
    return source;
  }

  /** What a service would say for the organization. */
  String said(String organization) {
    return new SchemaMigration(settings()).proof().said(new OrganizationName(organization));
  }

  private HikariDataSource pool(Login login) {
    var config = new HikariConfig();
    config.setDataSource(source(login.role()));
    config.setMaximumPoolSize(5);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  /** Started when it is needed: who names another server needs none. */
  private static final class Server {
    private static final EmbeddedPostgres RUNNING = start();
    private static final TestPostgres OURS =
        at("jdbc:postgresql://127.0.0.1:" + RUNNING.getPort() + "/" + OWNER);

    private static EmbeddedPostgres start() {
      try {
        var server = EmbeddedPostgres.start();
        try (var connection = server.getPostgresDatabase().getConnection();
            var statement = connection.createStatement()) {
          statement.execute("create role " + OWNER + " login createrole");
          statement.execute("create database " + OWNER + " owner " + OWNER);
          statement.execute("revoke all on database " + OWNER + " from public");
        }
        return server;
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      } catch (SQLException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}
