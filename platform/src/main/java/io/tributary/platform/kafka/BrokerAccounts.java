package io.tributary.platform.kafka;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.platform.home.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/**
 * Passwords, permissions and quotas at the embedded broker, brought to what this version of the
 * platform says at every start: also on data of an earlier one, which had none.
 *
 * <p>Log-in is by SCRAM-SHA-256 (RFC 5802, RFC 7677): the broker keeps no password, and nobody on
 * loopback hears one. Only the broker's own, in a file beside its settings, is compared in the
 * clear (PLAIN), because it must work before there is anything at the broker.
 */
final class BrokerAccounts {
  static final String PLAIN_MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule";
  static final String SCRAM_MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule";

  /** What the steps of one organization may write at this broker in a second. */
  static final double PRODUCED_BYTES = 16 * 1024 * 1024;

  /** What they may read: several branches may read what one step wrote. */
  static final double CONSUMED_BYTES = 4 * PRODUCED_BYTES;

  /** Of the broker's threads' time, 100 = one thread; it has six. */
  static final double REQUEST_PERCENTAGE = 300;

  private static final int ITERATIONS = 4096;
  private static final int PATIENCE_SECONDS = 25;

  private final Path folder;

  /**
   * @param folder for the files; made where it is missing
   */
  BrokerAccounts(Path folder) {
    this.folder = folder;
  }

  /** What a principal's clients need, as Kafka's own tools take it. */
  Path clientProperties(Principal principal) {
    var file = file(principal, ".properties");
    boolean plain = principal == Principal.BROKER;
    var text =
        """
        security.protocol=SASL_PLAINTEXT
        sasl.mechanism=%s
        sasl.jaas.config=%s required username="%s" password="%s";
        """
            .formatted(
                plain ? "PLAIN" : ScramMechanism.SCRAM_SHA_256.mechanismName(),
                plain ? PLAIN_MODULE : SCRAM_MODULE,
                principal.word(),
                password(principal));
    if (!file.exists() || !file.read().equals(text.strip())) {
      file.write(text);
    }
    return file.path();
  }

  String password(Principal principal) {
    return file(principal, ".password").readOrMake();
  }

  private SecretFile file(Principal principal, String ending) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    return new SecretFile(folder.resolve(principal.word() + ending));
  }

  /**
   * Tells the broker.
   *
   * @throws ExecutionException where it refuses
   * @throws TimeoutException where it does not answer
   */
  void tell(String bootstrap) throws InterruptedException, ExecutionException, TimeoutException {
    var settings = BrokerAccess.of(bootstrap, clientProperties(Principal.BROKER)).settings();
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    try (var admin = Admin.create(settings)) {
      admin.alterUserScramCredentials(passwords()).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      tellRules(admin);
      admin.alterClientQuotas(quotas()).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private List<UserScramCredentialAlteration> passwords() {
    return Arrays.stream(Principal.values())
        .filter(principal -> principal != Principal.BROKER)
        .<UserScramCredentialAlteration>map(
            principal ->
                new UserScramCredentialUpsertion(
                    principal.word(),
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, ITERATIONS),
                    password(principal)))
        .toList();
  }

  /** New ones before old ones go: nobody is shut out in between. */
  private static void tellRules(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    var wanted = AccessRules.bindings();
    var known =
        new HashSet<>(
            admin
                .describeAcls(AclBindingFilter.ANY)
                .values()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    var missing = wanted.stream().filter(rule -> !known.contains(rule)).toList();
    var over =
        known.stream().filter(rule -> !wanted.contains(rule)).map(rule -> rule.toFilter()).toList();
    if (!missing.isEmpty()) {
      admin.createAcls(missing).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    if (!over.isEmpty()) {
      admin.deleteAcls(over).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Each client id of the runner's for itself; those of steps are their organizations'. */
  private static List<ClientQuotaAlteration> quotas() {
    var each = new java.util.HashMap<String, String>();
    each.put(ClientQuotaEntity.USER, Principal.RUNNER.word());
    each.put(ClientQuotaEntity.CLIENT_ID, null);
    var limits = new ArrayList<ClientQuotaAlteration.Op>();
    Map.of(
            "producer_byte_rate", PRODUCED_BYTES,
            "consumer_byte_rate", CONSUMED_BYTES,
            "request_percentage", REQUEST_PERCENTAGE)
        .forEach((name, most) -> limits.add(new ClientQuotaAlteration.Op(name, most)));
    return List.of(new ClientQuotaAlteration(new ClientQuotaEntity(each), limits));
  }
}
