package io.tributary.platform.home;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person asked for: options of the command line, then environment, then defaults.
 *
 * @param port of the one HTTP address, on loopback
 * @param docker whether an engine may be used where one answers
 * @param kafka another broker to use; the embedded one is not started then
 * @param database another PostgreSQL's JDBC address
 * @param issuer another OpenID provider
 * @param root what the build laid out
 */
public record Settings(
    Home home,
    int port,
    boolean docker,
    Optional<String> kafka,
    Optional<String> database,
    Optional<URI> issuer,
    Path root) {
  public static final int STANDARD_PORT = 8080;

  /** An option that nobody knows, or without its value. */
  public static final class Misused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misused(String message) {
      super(message);
    }
  }

  public static Settings read(List<String> arguments, Map<String, String> environment, Path root) {
    var folder = Home.standard(environment);
    Path data = folder.resolve("data");
    int port = STANDARD_PORT;
    boolean docker = !"true".equals(environment.get("TRIBUTARY_NO_DOCKER"));
    for (var rest = split(arguments).iterator(); rest.hasNext(); ) {
      var option = rest.next();
      switch (option) {
        case "--data" -> data = Path.of(value(option, rest));
        case "--port" -> port = port(value(option, rest));
        case "--no-docker" -> docker = false;
        default ->
            throw new Misused(
                "Unknown option " + option + ". Known: --data DIR, --port N, --no-docker, --json.");
      }
    }
    return new Settings(
        new Home(folder, data),
        port,
        docker,
        set(environment, "TRIBUTARY_KAFKA_BOOTSTRAP"),
        set(environment, "TRIBUTARY_DATABASE_URL"),
        set(environment, "TRIBUTARY_OIDC_ISSUER").map(URI::create),
        root);
  }

  /** Where people find it. Not the loopback number: cookies and redirects go by the name. */
  public URI publicUrl() {
    return URI.create("http://localhost:" + port);
  }

  public Distribution distribution() {
    return new Distribution(root);
  }

  private static List<String> split(List<String> arguments) {
    var all = new ArrayList<String>();
    for (var argument : arguments) {
      int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
      if (equals > 0) {
        all.add(argument.substring(0, equals));
        all.add(argument.substring(equals + 1));
      } else {
        all.add(argument);
      }
    }
    return all;
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new Misused(option + " needs a value.");
    }
    return rest.next();
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // told below, together with numbers out of range
    }
    throw new Misused("--port needs a number from 1 to 65535, not " + text + ".");
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
