package io.tributary.runner;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.steps.BodyReference;
import io.tributary.runner.egress.EgressExceptions;
import io.tributary.runner.egress.Target;
import io.tributary.runner.workers.Lender;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The runner's settings, from the environment.
 *
 * @param runner stable name of this runner; two with one name fence each other
 * @param clientSecretFile the secret itself never stands in the environment
 * @param mostBodyBytes of large bodies that one message may store
 * @param leaseUnanswered so long connections are used on while nobody can say whether they may be
 * @param memoryBytes messages and outputs held by all steps together
 */
record RunnerSettings(
    String runner,
    BrokerAccess broker,
    URI runtime,
    URI issuer,
    String clientId,
    Path clientSecretFile,
    Path workers,
    Map<Target, InetSocketAddress> egressExceptions,
    long mostBodyBytes,
    Duration leaseUnanswered,
    long memoryBytes) {
  private static final int MOST_UNANSWERED_MINUTES = 24 * 60;
  private static final Pattern RUNNER = Pattern.compile("[a-z][a-z0-9]{0,15}");

  RunnerSettings {
    if (!RUNNER.matcher(runner).matches()) {
      throw new IllegalArgumentException(
          "TRIBUTARY_RUNNER_ID: \"%s\" is not 1 to 16 of a-z and 0-9, beginning with a letter."
              .formatted(runner));
    }
  }

  /**
   * @throws IllegalArgumentException where a setting is missing or wrong; says which, and what to
   *     write
   */
  static RunnerSettings of(Map<String, String> environment) {
    return new RunnerSettings(
        environment.getOrDefault("TRIBUTARY_RUNNER_ID", "runner"),
        BrokerAccess.of(
            required(environment, "TRIBUTARY_KAFKA_BOOTSTRAP", "localhost:9092"),
            file(environment, "TRIBUTARY_KAFKA_CLIENT_PROPERTIES")),
        address(environment, "TRIBUTARY_RUNTIME_URL", "http://localhost:8080"),
        address(environment, "TRIBUTARY_OIDC_ISSUER", "http://localhost:8081/realms/tributary"),
        required(environment, "TRIBUTARY_CLIENT_ID", "step-runner"),
        Path.of(required(environment, "TRIBUTARY_CLIENT_SECRET_FILE", "/run/secrets/step-runner")),
        Path.of(required(environment, "TRIBUTARY_WORKERS_DIR", "/run/tributary/w"))
            .toAbsolutePath(),
        EgressExceptions.parse(environment.getOrDefault("TRIBUTARY_EGRESS_ALLOW", "")),
        mostBodyBytes(environment),
        leaseUnanswered(environment),
        Runtime.getRuntime().maxMemory() * 2 / 5);
  }

  private static long mostBodyBytes(Map<String, String> environment) {
    var text = environment.getOrDefault("TRIBUTARY_LARGE_BODIES_MOST_MIB", "100");
    if (!text.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException(
          "TRIBUTARY_LARGE_BODIES_MOST_MIB: \"%s\" is not a number of MiB, 0 to 900."
              .formatted(text));
    }
    return Math.min(BodyReference.MOST_BYTES, Long.parseLong(text) * 1024 * 1024);
  }

  private static Duration leaseUnanswered(Map<String, String> environment) {
    var text =
        environment.getOrDefault(
            "TRIBUTARY_LEASE_UNANSWERED_MINUTES", Long.toString(Lender.UNANSWERED.toMinutes()));
    if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > MOST_UNANSWERED_MINUTES) {
      throw new IllegalArgumentException(
          "TRIBUTARY_LEASE_UNANSWERED_MINUTES: \"%s\" is not a number of minutes, 0 to %d."
              .formatted(text, MOST_UNANSWERED_MINUTES));
    }
    return Duration.ofMinutes(Long.parseLong(text));
  }

  private static @Nullable Path file(Map<String, String> environment, String name) {
    var text = environment.get(name);
    return text == null || text.isBlank() ? null : Path.of(text.strip());
  }

  private static URI address(Map<String, String> environment, String name, String example) {
    var text = required(environment, name, example);
    if (!text.matches("https?://[^/?#]+[^?#]*")) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is not an address like %s.".formatted(name, text, example));
    }
    return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  private static String required(Map<String, String> environment, String name, String example) {
    var value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "%s is not set: set it, for example to %s.".formatted(name, example));
    }
    return value.strip();
  }
}
