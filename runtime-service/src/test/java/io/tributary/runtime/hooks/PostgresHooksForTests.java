package io.tributary.runtime.hooks;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens the door of the package for other features' tests. */
public final class PostgresHooksForTests {
  private PostgresHooksForTests() {}

  public static Hooks over(JdbcClient jdbc) {
    return new PostgresHooks(jdbc);
  }
}
