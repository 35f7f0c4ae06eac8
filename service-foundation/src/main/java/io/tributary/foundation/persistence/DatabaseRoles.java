package io.tributary.foundation.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The two roles that work, made by the owner where they are missing and it may; and what they must
 * not be.
 */
final class DatabaseRoles {
  private final DatabaseSettings settings;

  DatabaseRoles(DatabaseSettings settings) {
    this.settings = settings;
  }

  /**
   * Makes what is missing, and lets both connect. Two processes that start together wait for each
   * other.
   *
   * @throws IllegalStateException with the statements for an administrator, where the owner may not
   */
  void prepare() {
    try (var connection = connect(settings.owner())) {
      connection.setAutoCommit(false);
      ask(connection, "select true from pg_advisory_xact_lock(hashtext(?))", "tributary roles");
      for (var login : List.of(settings.app(), settings.platform())) {
        prepare(connection, login);
      }
      connection.commit();
    } catch (SQLException refused) {
      throw new IllegalStateException(
          "The database's roles cannot be prepared: " + refused.getMessage(), refused);
    }
  }

  /**
   * Looks at both roles as themselves.
   *
   * @throws IllegalStateException where policies do not bind one, or the app role can become
   *     another
   */
  void check() {
    require(settings.app(), List.of(settings.owner().role(), settings.platform().role()));
    require(settings.platform(), List.of(settings.owner().role()));
  }

  private void prepare(Connection owner, Login login) throws SQLException {
    if (!ask(owner, "select true from pg_roles where rolname = ?", login.role())) {
      if (!ask(
          owner,
          "select rolsuper or rolcreaterole from pg_roles where rolname = ?",
          settings.owner().role())) {
        throw new IllegalStateException(byHand());
      }
      execute(owner, "create role " + login.role() + " login" + password(owner, login));
    }
    if (!ask(
        owner, "select has_database_privilege(?, current_database(), 'connect')", login.role())) {
      execute(owner, "grant connect on database \"" + owner.getCatalog() + "\" to " + login.role());
    }
  }

  /** The server writes it as text of its own: a password may have any sign in it. */
  private static String password(Connection connection, Login login) throws SQLException {
    if (login.password().isEmpty()) {
      return "";
    }
    try (var statement = connection.prepareStatement("select ' password ' || quote_literal(?)")) {
      statement.setString(1, login.password());
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private String byHand() {
    return """
    The role %s may not make the roles %s and %s. Let an administrator run, with the passwords \
    that the services are given: create role %s login password '…'; create role %s login \
    password '…'; grant connect on database … to %s, %s;\
    """
        .formatted(
            settings.owner().role(),
            settings.app().role(),
            settings.platform().role(),
            settings.app().role(),
            settings.platform().role(),
            settings.app().role(),
            settings.platform().role());
  }

  private void require(Login login, List<String> others) {
    var wrong = new ArrayList<String>();
    try (var connection = connect(login)) {
      if (ask(
          connection,
          "select rolsuper or rolbypassrls from pg_roles where rolname = ?",
          login.role())) {
        wrong.add("it is a superuser or has BYPASSRLS");
      } else {
        for (var other : others) {
          if (ask(connection, "select pg_has_role(current_user, ?, 'member')", other)) {
            wrong.add("it can become " + other);
          }
        }
        if (ask(connection, "select rolcreaterole from pg_roles where rolname = ?", login.role())) {
          wrong.add("it has CREATEROLE");
        }
      }
    } catch (SQLException refused) {
      throw new IllegalStateException(
          "The role %s cannot log in: %s".formatted(login.role(), refused.getMessage()), refused);
    }
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(
          "Organizations would not be kept apart: the role %s works for them, and %s. Take that from it, or name another in the settings (docs/tenancy.md)."
              .formatted(login.role(), String.join(", ", wrong)));
    }
  }

  private Connection connect(Login login) throws SQLException {
    return login.connect(settings.url());
  }

  private static boolean ask(Connection connection, String question, String parameter)
      throws SQLException {
    try (var statement = connection.prepareStatement(question)) {
      statement.setString(1, parameter);
      try (var rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
