package io.tributary.demo.quickbooks;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the emulator is started.
 *
 * @param seed empty: the one that comes with it
 * @param latencyMillis added to each request
 * @param failEvery each so many requests of the accounting API fail; 0: none
 * @param failWith their status
 * @param tokenSeconds how long an access token is good
 * @param perMinute requests of one company
 * @param atOnce requests of one company at the same time
 * @param webhook where events are sent; empty: nowhere
 * @param verifier the token that events are signed with
 */
public record Options(
    String host,
    int port,
    Optional<Path> seed,
    long latencyMillis,
    int failEvery,
    int failWith,
    long tokenSeconds,
    int perMinute,
    int atOnce,
    String webhook,
    String verifier) {
  static final String USAGE =
      """
      --host HOST            127.0.0.1
      --port PORT            8096; 0 takes a free one
      --seed FILE            JSON, see README.md
      --latency MS           added to each request
      --fail-every N         each Nth request of the accounting API fails
      --fail-with STATUS     503, or 429: throttled
      --token-seconds N      3600: how long an access token is good
      --per-minute N         500 requests of one company
      --at-once N            10 requests of one company at the same time
      --webhook URL          where events are sent
      --verifier TOKEN       demo-verifier: what events are signed with
      """;

  public static Options usual() {
    return new Options(
        "127.0.0.1", 8096, Optional.empty(), 0, 0, 503, 3600, 500, 10, "", "demo-verifier");
  }

  public Options withPort(int port) {
    return with("--port", Integer.toString(port));
  }

  /** Reads a command line. */
  static Options of(String... words) {
    if (words.length % 2 != 0) {
      throw new IllegalArgumentException("each option takes a value:\n" + USAGE);
    }
    var options = usual();
    for (int i = 0; i < words.length; i += 2) {
      options = options.with(words[i], words[i + 1]);
    }
    return options;
  }

  /** The same but for one option, as the command line names it. */
  public Options with(String name, String value) {
    if (!USAGE.contains(name + " ")) {
      throw new IllegalArgumentException("unknown option " + name + "\n" + USAGE);
    }
    return new Options(
        name.equals("--host") ? value : host,
        name.equals("--port") ? Integer.parseInt(value) : port,
        name.equals("--seed") ? Optional.of(Path.of(value)) : seed,
        name.equals("--latency") ? Long.parseLong(value) : latencyMillis,
        name.equals("--fail-every") ? Integer.parseInt(value) : failEvery,
        name.equals("--fail-with") ? Integer.parseInt(value) : failWith,
        name.equals("--token-seconds") ? Long.parseLong(value) : tokenSeconds,
        name.equals("--per-minute") ? Integer.parseInt(value) : perMinute,
        name.equals("--at-once") ? Integer.parseInt(value) : atOnce,
        name.equals("--webhook") ? value : webhook,
        name.equals("--verifier") ? value : verifier);
  }
}
