package io.tributary.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.organizations.QuotaNeared;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.support.RealKafka;
import io.tributary.runtime.support.RealPostgres;
import io.tributary.runtime.support.TokenIssuer;
import io.tributary.runtime.topics.KafkaTopics;
import io.tributary.runtime.topics.TopicSpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Quotas through the front door, with everything real. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuotasIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** With the five past it no more than are let in within one second: nothing else refuses them. */
  private static final int MONTH = 15;

  private static final int MINUTE = 40;

  private final HttpClient http = HttpClient.newHttpClient();
  private final TokenIssuer issuer = issuer();
  private ConfigurableApplicationContext context;
  private KafkaTopics topics;
  private String address = "";

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    RealPostgres.empty();
    topics = new KafkaTopics(BrokerAccess.open(RealKafka.bootstrap()), 1);
    topics.create(List.of(TopicSpec.replies(ComponentListed.TOPIC)));
    context =
        new SpringApplication(RuntimeApplication.class)
            .run(
                "--server.port=0",
                "--spring.datasource.url=" + RealPostgres.url(),
                "--tributary.database.app.password=",
                "--tributary.database.platform.password=",
                "--tributary.kafka.bootstrap=" + RealKafka.bootstrap(),
                "--tributary.data=" + data,
                "--tributary.public-url=http://hooks.example",
                "--tributary.organizations.members=token",
                "--tributary.organizations.role=owner",
                "--tributary.quotas.flows=2",
                "--tributary.quotas.messages-per-month=" + MONTH,
                "--tributary.quotas.webhooks-per-minute=" + MINUTE,
                "--tributary.oidc.issuer=" + issuer.issuer(),
                "--tributary.oidc.jwks=" + issuer.keys());
    int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    address = "http://127.0.0.1:" + port;
    var listing =
        InMemoryComponents.listing("tributary/webhook@1.0.0", 'a', InMemoryComponents.WEBHOOK);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", RealKafka.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  ComponentListed.TOPIC,
                  "tributary/webhook@1.0.0".getBytes(UTF_8),
                  Json.write(listing).getBytes(UTF_8)))
          .get(10, TimeUnit.SECONDS);
    }
  }

  @AfterAll
  void stop() {
    topics.close();
    context.close();
    issuer.close();
  }

  @Test
  void whatIsAcceptedIsStoredAndTheRestIsToldWhenToComeAgain() throws Exception {
    var flow = deploy("acme", "leads");
    int accepted = 0;
    for (int i = 0; i < MONTH + 5; i++) {
      var answer = post(flow);
      if (answer.statusCode() == 202) {
        accepted++;
      } else {
        assertRefused(answer, "quota-messages-per-month");
      }
    }

    // A minute of the clock may turn while it is flooded: the one after it is full in any case.
    var last = post(flow);
    for (int i = 0; i < 2 * MINUTE && !last.body().contains("webhooks"); i++) {
      last = post(flow);
    }

    assertThat(accepted).isEqualTo(MONTH);
    assertRefused(last, "quota-webhooks-per-minute");
    var input = FlowTopics.input(new FlowId(flow.path("id").asString()), new StepName("form"));
    assertThat(topics.newest(input, 2 * MONTH)).hasSize(MONTH);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var month = quota("acme", "messages-per-month");
              assertThat(month.path("used").asInt()).isEqualTo(MONTH);
              assertThat(month.path("limit").asInt()).isEqualTo(MONTH);
              assertThat(month.path("warning").asBoolean()).isTrue();
              assertThat(month.path("until").asString()).endsWith("-01T00:00:00Z");
            });
    await().atMost(PATIENCE).until(() -> warnings("acme", "messages-per-month") == 1);
    assertThat(quota("globex", "messages-per-month").path("used").asInt(-1)).isZero();
    assertThat(post(deploy("globex", "theirs")).statusCode()).isEqualTo(202);
  }

  @Test
  void oneFlowTooManyIsRefusedWithUseAndLimit() throws Exception {
    deploy("initech", "one");
    deploy("initech", "two");

    var third = put("initech", "three");
    var again = put("initech", "two");

    assertThat(third.statusCode()).isEqualTo(409);
    assertThat(Json.tree(third.body()).path("code").asString()).isEqualTo("quota-flows");
    assertThat(third.body()).contains("has 2 flows", "its quota of flows is 2");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(quota("initech", "flows").path("used").asInt()).isEqualTo(2);
    assertThat(quota("initech", "replicas").path("used").asInt()).isEqualTo(2);
    assertThat(quota("initech", "builds-per-hour").has("used"))
        .as("no builder runs in this process")
        .isFalse();
  }

  private static void assertRefused(HttpResponse<String> answer, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
    assertThat(Json.tree(answer.body()).path("code").asString()).isEqualTo(code);
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
  }

  private long warnings(String organization, String quota) {
    return topics.newest(QuotaNeared.TOPIC, 100).stream()
        .map(record -> Json.read(new String(record.value(), UTF_8), QuotaNeared.class))
        .filter(warning -> warning.organization().value().equals(organization))
        .filter(warning -> warning.quota().equals(quota))
        .count();
  }

  private JsonNode quota(String organization, String quota) throws Exception {
    var answer = http.send(request(organization, "/quotas").GET().build(), BodyHandlers.ofString());
    for (var each : Json.tree(answer.body()).path("quotas")) {
      if (each.path("quota").asString().equals(quota)) {
        return each;
      }
    }
    throw new AssertionError(answer.body());
  }

  private HttpResponse<String> post(JsonNode flow) throws Exception {
    var hook = URI.create(flow.path("hook").asString()).getPath();
    return http.send(
        HttpRequest.newBuilder(URI.create(address + hook))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build(),
        BodyHandlers.ofString());
  }

  private JsonNode deploy(String organization, String name) {
    var view = new java.util.concurrent.atomic.AtomicReference<JsonNode>();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              view.set(Json.tree(put(organization, name).body()));
              assertThat(view.get().path("state").asString()).isEqualTo("running");
            });
    return Objects.requireNonNull(view.get());
  }

  private HttpResponse<String> put(String organization, String name) throws Exception {
    var document =
        """
        name: %s
        steps:
          - { id: form, component: tributary/webhook@1.0.0, trigger: receive }
        """
            .formatted(name);
    return http.send(
        request(organization, "/flows/" + name)
            .header("Content-Type", "text/yaml")
            .PUT(BodyPublishers.ofString(document))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String organization, String path) {
    return HttpRequest.newBuilder(
            URI.create(address + "/api/v1/organizations/" + organization + path))
        .header("Authorization", "Bearer " + issuer.member(organization));
  }

  private static TokenIssuer issuer() {
    try {
      return new TokenIssuer();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
