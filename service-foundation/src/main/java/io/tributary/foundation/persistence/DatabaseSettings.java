package io.tributary.foundation.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.core.env.Environment;

/**
 * {@code tributary.database.url}; {@code .user} and {@code .password-file} (or {@code .password})
 * of the owner, {@code .app.…} and {@code .platform.…} of the two roles that work; {@code .pool}.
 * Spring's own {@code spring.datasource.*} names are understood for the first three.
 *
 * @param pool connections of each of the two roles, at most
 */
public record DatabaseSettings(String url, Login owner, Login app, Login platform, int pool) {
  private static final String PREFIX = "tributary.database.";

  /** Three log-ins that are one keep nothing apart. */
  public DatabaseSettings {
    if (app.role().equals(owner.role())
        || platform.role().equals(owner.role())
        || app.role().equals(platform.role())) {
      throw new IllegalArgumentException(
          "tributary.database.user, .app.user and .platform.user must be three roles: "
              + String.join(", ", owner.role(), app.role(), platform.role()));
    }
  }

  /**
   * As the environment says.
   *
   * @throws IllegalStateException where a working role has no password: nothing is guessed, and no
   *     service works as the owner
   */
  static DatabaseSettings of(Environment environment) {
    return new DatabaseSettings(
        setting(environment, "url", "jdbc:postgresql://127.0.0.1:5432/tributary"),
        new Login(
            environment.getProperty(PREFIX + "user", setting(environment, "username", "tributary")),
            password(environment, "").orElseGet(() -> setting(environment, "password", ""))),
        working(environment, "app"),
        working(environment, "platform"),
        environment.getProperty(PREFIX + "pool", Integer.class, 10));
  }

  private static Login working(Environment environment, String name) {
    var role = environment.getProperty(PREFIX + name + ".user", "tributary_" + name);
    var password =
        password(environment, name + ".")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        """
                        The password of the role %s is missing. Set TRIBUTARY_DATABASE_%s_PASSWORD_FILE \
                        to a file that holds it: services do not work as the owner of the tables. \
                        The role is made where the owner may; else docs/tenancy.md says how.\
                        """
                            .formatted(role, name.toUpperCase(java.util.Locale.ROOT))));
    return new Login(role, password);
  }

  private static Optional<String> password(Environment environment, String of) {
    var file = environment.getProperty(PREFIX + of + "password-file");
    return file == null
        ? Optional.ofNullable(environment.getProperty(PREFIX + of + "password"))
        : Optional.of(read(Path.of(file)));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String setting(Environment environment, String name, String otherwise) {
    return environment.getProperty(
        PREFIX + name, environment.getProperty("spring.datasource." + name, otherwise));
  }
}
