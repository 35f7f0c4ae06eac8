package io.tributary.demo.salesforce;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the emulator is started.
 *
 * @param seed empty: the one that comes with it
 * @param latencyMillis added to each request
 * @param failEvery each so many requests of the data API fail; 0: none
 * @param failWith 503 or 429, or 403 for a spent limit
 * @param sessionSeconds how long an access token is good
 * @param bulkMillis how long a bulk job takes at least
 */
public record Options(
    String host,
    int port,
    Optional<Path> seed,
    long latencyMillis,
    int failEvery,
    int failWith,
    long sessionSeconds,
    long bulkMillis) {
  static final String USAGE =
      """
      --host HOST            127.0.0.1
      --port PORT            8095; 0 takes a free one
      --seed FILE            JSON, see README.md
      --latency MS           added to each request
      --fail-every N         each Nth request of the data API fails
      --fail-with STATUS     503 or 429: too busy; 403: the day's requests are spent
      --session-seconds N    7200: how long an access token is good
      --bulk-ms MS           200: how long a bulk job takes at least
      """;

  public static Options usual() {
    return new Options("127.0.0.1", 8095, Optional.empty(), 0, 0, 503, 7200, 200);
  }

  public Options withPort(int port) {
    return new Options(
        host, port, seed, latencyMillis, failEvery, failWith, sessionSeconds, bulkMillis);
  }

  public Options withBulkMillis(long millis) {
    return new Options(
        host, port, seed, latencyMillis, failEvery, failWith, sessionSeconds, millis);
  }

  /** Reads a command line. */
  static Options of(String... words) {
    var options = usual();
    if (words.length % 2 != 0) {
      throw new IllegalArgumentException("each option takes a value:\n" + USAGE);
    }
    for (int i = 0; i < words.length; i += 2) {
      options = options.with(words[i], words[i + 1]);
    }
    return options;
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--host" ->
          new Options(
              value, port, seed, latencyMillis, failEvery, failWith, sessionSeconds, bulkMillis);
      case "--port" -> withPort(Integer.parseInt(value));
      case "--seed" ->
          new Options(
              host,
              port,
              Optional.of(Path.of(value)),
              latencyMillis,
              failEvery,
              failWith,
              sessionSeconds,
              bulkMillis);
      case "--latency" ->
          new Options(
              host,
              port,
              seed,
              Long.parseLong(value),
              failEvery,
              failWith,
              sessionSeconds,
              bulkMillis);
      case "--fail-every" ->
          new Options(
              host,
              port,
              seed,
              latencyMillis,
              Integer.parseInt(value),
              failWith,
              sessionSeconds,
              bulkMillis);
      case "--fail-with" ->
          new Options(
              host,
              port,
              seed,
              latencyMillis,
              failEvery,
              Integer.parseInt(value),
              sessionSeconds,
              bulkMillis);
      case "--session-seconds" ->
          new Options(
              host,
              port,
              seed,
              latencyMillis,
              failEvery,
              failWith,
              Long.parseLong(value),
              bulkMillis);
      case "--bulk-ms" -> withBulkMillis(Long.parseLong(value));
      default -> throw new IllegalArgumentException("unknown option " + name + "\n" + USAGE);
    };
  }
}
