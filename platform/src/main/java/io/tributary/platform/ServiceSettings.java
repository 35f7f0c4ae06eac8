package io.tributary.platform;

import io.tributary.platform.home.Settings;
import io.tributary.platform.kafka.Kafka;
import io.tributary.platform.kafka.Principal;
import io.tributary.platform.keycloak.Keycloak;
import io.tributary.platform.postgres.Postgres;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the services and the runner are told about the parts, in the very words that the environment
 * would use: a service reads the same names here and on its own.
 */
record ServiceSettings(
    Settings settings,
    Optional<Kafka> kafka,
    Optional<Postgres> postgres,
    Optional<Keycloak> keycloak,
    String smtp,
    String sampleSite) {
  private static final String PLATFORM_CLIENT = "tributary-platform";
  private static final String ORGANIZATIONS_CLIENT = "tributary-organizations";
  private static final String RUNNER_CLIENT = "tributary-runner";
  private static final String CLIENT_PROPERTIES = "TRIBUTARY_KAFKA_CLIENT_PROPERTIES";
  private static final String RUNNER_CLIENT_PROPERTIES = "TRIBUTARY_RUNNER_KAFKA_CLIENT_PROPERTIES";
  private static final String LEASE_UNANSWERED = "TRIBUTARY_LEASE_UNANSWERED_MINUTES";

  /** For the services' context. What a person set in the environment stays in force beside it. */
  Map<String, Object> forServices() {
    var words = new LinkedHashMap<String, Object>(common());
    postgres.ifPresent(
        database -> {
          words.put("TRIBUTARY_DATABASE_URL", database.url("tributary"));
          words.put("TRIBUTARY_DATABASE_USER", "tributary");
          words.put(
              "TRIBUTARY_DATABASE_PASSWORD_FILE", database.password("tributary").path().toString());
          for (var role : List.of("app", "platform")) {
            var name = "TRIBUTARY_DATABASE_" + role.toUpperCase(Locale.ROOT);
            words.put(name + "_USER", "tributary_" + role);
            words.put(
                name + "_PASSWORD_FILE", database.password("tributary_" + role).path().toString());
          }
        });
    client(words, PLATFORM_CLIENT);
    broker(words, Principal.SERVICES);
    keycloak.ifPresent(
        login -> {
          words.put("TRIBUTARY_ORGANIZATIONS_PROVIDER", "keycloak");
          words.put("TRIBUTARY_ORGANIZATIONS_PROVIDER_CLIENT_ID", ORGANIZATIONS_CLIENT);
          words.put(
              "TRIBUTARY_ORGANIZATIONS_PROVIDER_CLIENT_SECRET_FILE",
              login.clientSecret(ORGANIZATIONS_CLIENT).path().toString());
        });
    words.put("TRIBUTARY_PORT", Integer.toString(settings.port()));
    words.put("TRIBUTARY_PUBLIC_URL", settings.publicUrl().toString());
    words.put("TRIBUTARY_IMAGES", settings.home().ofPart("images").toString());
    words.put("TRIBUTARY_NO_DOCKER", Boolean.toString(!settings.docker()));
    words.put("TRIBUTARY_ROOT", settings.root().toString());
    words.put("TRIBUTARY_SMTP", smtp);
    // Notices to people: into the trap, where nobody names a mail server.
    if (System.getenv("TRIBUTARY_MAIL_HOST") == null) {
      int colon = smtp.lastIndexOf(':');
      words.put("TRIBUTARY_MAIL_HOST", smtp.substring(0, colon));
      words.put("TRIBUTARY_MAIL_PORT", smtp.substring(colon + 1));
    }
    return words;
  }

  /** For the step runner's environment: addresses and paths, no secret. */
  Map<String, String> forRunner() {
    var words = new LinkedHashMap<String, Object>(common());
    client(words, RUNNER_CLIENT);
    ownBroker(RUNNER_CLIENT_PROPERTIES)
        .or(() -> ownBroker(CLIENT_PROPERTIES))
        .ifPresent(file -> words.put(CLIENT_PROPERTIES, file));
    broker(words, Principal.RUNNER);
    words.put("TRIBUTARY_RUNTIME_URL", "http://127.0.0.1:" + settings.port());
    words.put("TRIBUTARY_EGRESS_ALLOW", egress());
    var unanswered = System.getenv(LEASE_UNANSWERED);
    if (unanswered != null) {
      words.put(LEASE_UNANSWERED, unanswered);
    }
    var environment = new LinkedHashMap<String, String>();
    words.forEach((name, value) -> environment.put(name, value.toString()));
    return environment;
  }

  /** A laptop's steps reach the mail trap and the demo's site by names; a person may allow more. */
  private String egress() {
    var own =
        "smtp.tributary.test:25=%s,smtp.tributary.test:587=%s,cms.tributary.test:80=%s"
            .formatted(smtp, smtp, sampleSite);
    var more = System.getenv("TRIBUTARY_EGRESS_ALLOW");
    return more == null || more.isBlank() ? own : own + "," + more;
  }

  private Map<String, Object> common() {
    var words = new LinkedHashMap<String, Object>();
    settings.kafka().ifPresent(address -> words.put("TRIBUTARY_KAFKA_BOOTSTRAP", address));
    kafka.ifPresent(broker -> words.put("TRIBUTARY_KAFKA_BOOTSTRAP", broker.bootstrap()));
    settings.issuer().ifPresent(address -> words.put("TRIBUTARY_OIDC_ISSUER", address.toString()));
    keycloak.ifPresent(
        login -> {
          words.put("TRIBUTARY_OIDC_ISSUER", login.issuer().toString());
          words.put("TRIBUTARY_OIDC_JWKS", login.issuer() + "/protocol/openid-connect/certs");
        });
    words.put("TRIBUTARY_DATA", settings.home().data().toString());
    words.put("TRIBUTARY_WORKERS_DIR", settings.home().workers().toString());
    return words;
  }

  /**
   * How to log in at a broker that is not ours; the services read the same from the environment.
   */
  private static Optional<String> ownBroker(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(file -> !file.isBlank());
  }

  private void broker(Map<String, Object> words, Principal principal) {
    kafka.ifPresent(
        broker -> words.put(CLIENT_PROPERTIES, broker.clientProperties(principal).toString()));
  }

  private void client(Map<String, Object> words, String client) {
    keycloak.ifPresent(
        login -> {
          words.put("TRIBUTARY_CLIENT_ID", client);
          words.put("TRIBUTARY_CLIENT_SECRET_FILE", login.clientSecret(client).path().toString());
        });
  }
}
