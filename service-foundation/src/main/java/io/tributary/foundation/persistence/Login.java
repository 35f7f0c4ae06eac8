package io.tributary.foundation.persistence;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * A role of PostgreSQL and its password.
 *
 * @param password empty only where the server asks for none
 */
public record Login(String role, String password) {
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /** Names stand in statements that take no parameters. */
  public Login {
    if (!NAME.matcher(role).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no role for a service: use a-z, 0-9 and _.".formatted(role));
    }
  }

  Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, role, password);
  }

  @Override
  public String toString() {
    return role + ":***";
  }
}
