package io.tributary.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.contracts.audit.AuditEntry;
import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.platform.home.Distribution;
import io.tributary.platform.home.Home;
import io.tributary.platform.home.Ports;
import io.tributary.platform.process.Children;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerAccountsIT {
  private static final Path ROOT =
      Path.of(System.getProperty("tributary.root", "..")).toAbsolutePath();
  private static final String FLOW = "flow.0123456789abcdef.form.in";

  private static Kafka kafka;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    var home = new Home(folder, folder.resolve("data")).prepared();
    kafka =
        new Kafka(
            home,
            new Distribution(ROOT),
            new Ports(home.data().resolve("ports")),
            new Children(home.run()),
            Path.of(System.getProperty("java.home"), "bin/java"));
    kafka.start();
    create(Principal.RUNTIME, FLOW);
    create(Principal.RUNTIME, StepAssignment.TOPIC);
    create(Principal.REGISTRY, AuditEntry.TOPIC);
  }

  @AfterAll
  static void stop() {
    kafka.stop();
  }

  @Test
  void whoDoesNotSayWhoTheyAreGetsNoAnswer() {
    var nobody =
        Map.<String, Object>of(
            "bootstrap.servers",
            kafka.bootstrap(),
            "default.api.timeout.ms",
            3_000,
            "request.timeout.ms",
            2_000);

    try (var admin = Admin.create(nobody)) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> admin.listTopics().names().get(20, TimeUnit.SECONDS))
          .withCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void aWrongPasswordIsRefused() throws Exception {
    var file = kafka.clientProperties(Principal.RUNNER);
    var settings = BrokerAccess.of(kafka.bootstrap(), file).settings();
    settings.compute(
        "sasl.jaas.config",
        (name, text) -> text.toString().replaceAll("password=\"..", "password=\"xx"));

    try (var admin = Admin.create(settings)) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> admin.listTopics().names().get(20, TimeUnit.SECONDS))
          .withCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  @Test
  void theRunnerWorksInFlowsAndNowhereElse() throws Exception {
    produce(Principal.RUNNER, FLOW);

    refused(() -> produce(Principal.RUNNER, StepAssignment.TOPIC));
    refused(() -> produce(Principal.RUNNER, AuditEntry.TOPIC));
    refused(() -> create(Principal.RUNNER, "flow.0123456789abcdef.more.out"));
    try (var admin = admin(Principal.RUNNER)) {
      assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS))
          .contains(FLOW, StepAssignment.TOPIC)
          .doesNotContain(AuditEntry.TOPIC);
      refused(() -> admin.deleteTopics(List.of(FLOW)).all().get(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void theBuilderSeesNoFlow() throws Exception {
    try (var admin = admin(Principal.BUILDER)) {
      assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).doesNotContain(FLOW);
    }
    refused(() -> produce(Principal.BUILDER, FLOW));
  }

  @Test
  void theRegistryNeitherAssignsNorCommands() throws Exception {
    produce(Principal.REGISTRY, AuditEntry.TOPIC);
    refused(() -> produce(Principal.REGISTRY, StepAssignment.TOPIC));
  }

  @Test
  void transactionsOfStepsAreTheRunnersAlone() {
    var settings = settings(Principal.BUILDER);
    settings.put("transactional.id", "flow.0123456789abcdef.form.runner");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      assertThatExceptionOfType(TransactionalIdAuthorizationException.class)
          .isThrownBy(producer::initTransactions);
    }
  }

  @Test
  void eachOfTheRunnersClientIdsHasAQuota() throws Exception {
    try (var admin = admin(Principal.BROKER)) {
      var quotas =
          admin.describeClientQuotas(ClientQuotaFilter.all()).entities().get(20, TimeUnit.SECONDS);

      assertThat(quotas).hasSize(1);
      var entity = quotas.keySet().iterator().next();
      assertThat(entity.entries().get(ClientQuotaEntity.USER)).isEqualTo("runner");
      assertThat(quotas.get(entity))
          .containsEntry("producer_byte_rate", BrokerAccounts.PRODUCED_BYTES)
          .containsEntry("request_percentage", BrokerAccounts.REQUEST_PERCENTAGE);
    }
  }

  @Test
  void passwordsAreForTheOwnersEyesOnly() throws Exception {
    var file = kafka.clientProperties(Principal.SERVICES);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    var settings = file.getParent().resolveSibling("server.properties");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)))
        .isEqualTo("rw-------");
  }

  private static void create(Principal who, String topic) throws Exception {
    try (var admin = admin(who)) {
      admin
          .createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
          .all()
          .get(20, TimeUnit.SECONDS);
    }
  }

  private static void produce(Principal who, String topic) throws Exception {
    try (var producer =
        new KafkaProducer<>(settings(who), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "value")).get(20, TimeUnit.SECONDS);
    }
  }

  private static Admin admin(Principal who) {
    return Admin.create(settings(who));
  }

  private static Map<String, Object> settings(Principal who) {
    return BrokerAccess.of(kafka.bootstrap(), kafka.clientProperties(who)).settings();
  }

  private interface Deed {
    void run() throws Exception;
  }

  private static void refused(Deed deed) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(deed::run)
        .withCauseInstanceOf(AuthorizationException.class);
  }
}
