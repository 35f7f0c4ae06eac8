package io.tributary.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvent.Outcome;
import io.tributary.contracts.executions.StepEvents;
import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.support.RealKafka;
import io.tributary.runtime.support.RealPostgres;
import io.tributary.runtime.support.TokenIssuer;
import io.tributary.runtime.topics.KafkaTopics;
import io.tributary.runtime.topics.TopicRecord;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A polled flow with everything real but its step runner, whose words the test says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PollingIT {
  private static final String API = "/api/v1/organizations/acme";
  private static final String FLOW =
      """
      name: news
      steps:
        - { id: feed, component: tributary/feed, trigger: entries, every: 10s }
        - { id: shape, component: tributary/transform, action: transform, after: feed }
      """;
  private static final int LIMIT = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private TokenIssuer issuer;
  private ConfigurableApplicationContext context;
  private KafkaTopics topics;
  private KafkaProducer<byte[], byte[]> producer;
  private String address;
  private FlowId flow;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    issuer = new TokenIssuer();
    RealPostgres.empty();
    RealKafka.createTopic(ComponentListed.TOPIC);
    context =
        new SpringApplication(RuntimeApplication.class)
            .run(
                "--server.port=0",
                "--spring.datasource.url=" + RealPostgres.url(),
                "--tributary.database.app.password=",
                "--tributary.database.platform.password=",
                "--tributary.kafka.bootstrap=" + RealKafka.bootstrap(),
                "--tributary.data=" + data,
                "--tributary.most-waiting=" + LIMIT,
                "--tributary.organizations.members=token",
                "--tributary.organizations.role=owner",
                "--tributary.oidc.issuer=" + issuer.issuer(),
                "--tributary.oidc.jwks=" + issuer.keys());
    int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    address = "http://127.0.0.1:" + port;
    topics = new KafkaTopics(BrokerAccess.open(RealKafka.bootstrap()), 1);
    Map<String, Object> settings = Map.of("bootstrap.servers", RealKafka.bootstrap());
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterAll
  void stop() {
    producer.close();
    topics.close();
    context.close();
    issuer.close();
  }

  @Test
  @Order(1)
  void aDeployedFlowIsPolledAtOnce() throws Exception {
    list("tributary/feed@1.0.0", 'e', InMemoryComponents.FEED);
    list("tributary/transform@1.0.0", 'b', InMemoryComponents.TRANSFORM);
    await().atMost(PATIENCE).until(() -> put().statusCode() == 201);
    flow = new FlowId(view().path("id").asString());

    var tick = awaitTicks(1).getFirst();

    assertThat(tick.key()).isEqualTo("feed");
    var at = Json.mapper().readTree(tick.value()).path("scheduledAt").asString();
    assertThat(tick.headers())
        .containsEntry(MessageHeaders.CE_TYPE, MessageHeaders.TICK)
        .containsEntry(MessageHeaders.EVENT_ID, "tick:" + at)
        .containsEntry(MessageHeaders.FLOW_REVISION, "1")
        .containsKey(MessageHeaders.EXECUTION);
    var schedule = view().path("schedule");
    assertThat(schedule.path("timing").asString()).isEqualTo("every 10s");
    assertThat(Instant.parse(schedule.path("next").asString()))
        .isEqualTo(Instant.parse(at).plusSeconds(10));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(view().path("schedule").path("last").asString()).isEqualTo(at));
    assertThat(view().has("hook")).isFalse();
  }

  @Test
  @Order(2)
  void ticksWaitForThePollBeforeThem() throws Exception {
    awaitHeld("earlier-tick");
    assertThat(topics.count(input())).isEqualTo(1);

    ended("feed", newest(), 1);

    assertThat(awaitTicks(2))
        .extracting(tick -> tick.headers().get(MessageHeaders.EVENT_ID))
        .doesNotHaveDuplicates();
    assertThat(awaitTicks(2)).extracting(TopicRecord::partition).containsOnly(newest().partition());
  }

  @Test
  @Order(3)
  void aPausedFlowIsNotPolledAndOnceAfterwards() throws Exception {
    assertThat(act("pause").statusCode()).isEqualTo(200);
    ended("feed", newest(), 1);
    assertThat(act("poll").body()).contains("flow-paused");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Instant.parse(view().path("schedule").path("next").asString())
                    .plusSeconds(3)
                    .isBefore(Instant.now()));
    assertThat(topics.count(input())).isEqualTo(2);

    act("resume");

    assertThat(awaitTicks(3)).hasSize(3);
  }

  @Test
  @Order(4)
  void aFlowAtItsLimitIsNotPolledAndOnceAfterwards() throws Exception {
    var third = newest();
    ended("feed", third, LIMIT);
    awaitHeld("flow-full");
    assertThat(topics.count(input())).isEqualTo(3);

    // With what the first two polls gave: what waits is what the step before gave.
    for (int i = 0; i < LIMIT + 2; i++) {
      ended("shape", third, "out-" + i, 0);
    }

    assertThat(awaitTicks(4)).hasSize(4);
  }

  @Test
  @Order(5)
  void aPersonPollsBesideTheSchedule() throws Exception {
    assertThat(put(FLOW.replace("every: 10s", "schedule: '0 0 0 1 1 *'")).statusCode())
        .isEqualTo(200);
    ended("feed", newest(), 0);

    var asked = act("poll");

    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    assertThat(Json.tree(asked.body()).path("timing").asString()).isEqualTo("0 0 0 1 1 * Z");
    var tick = awaitTicks(5).getLast();
    assertThat(tick.headers()).containsEntry(MessageHeaders.FLOW_REVISION, "2");
    await().atMost(PATIENCE).until(() -> !view().path("schedule").has("asked"));
  }

  @Test
  @Order(6)
  void aRemovedFlowIsPolledNoMore() throws Exception {
    act("pause");
    var refused = send(request("").DELETE());
    var number = refused.body().replaceAll("(?s).*discard=([0-9]+).*", "$1");

    assertThat(send(request("?discard=" + number).DELETE()).statusCode()).isEqualTo(204);

    assertThat(act("poll").statusCode()).isEqualTo(404);
    var left = RealPostgres.existing().raw().sql("select count(*) from runtime.schedules");
    assertThat(left.query(Integer.class).single()).isZero();
  }

  private String input() {
    return FlowTopics.input(flow, new StepName("feed"));
  }

  private List<TopicRecord> awaitTicks(int count) {
    await().atMost(PATIENCE).until(() -> topics.count(input()) >= count);
    return topics.newest(input(), 20).reversed();
  }

  private TopicRecord newest() {
    return topics.newest(input(), 1).getFirst();
  }

  private void awaitHeld(String word) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(view().path("schedule").path("held").asString("")).isEqualTo(word));
  }

  private void ended(String step, TopicRecord tick, int outputs) throws Exception {
    ended(step, tick, tick.headers().get(MessageHeaders.CE_ID), outputs);
  }

  private void ended(String step, TopicRecord tick, String message, int outputs) throws Exception {
    var now = Instant.now();
    var event =
        new StepEvent(
            new OrganizationName("acme"),
            flow,
            1,
            new StepName(step),
            tick.headers().get(MessageHeaders.EXECUTION),
            message,
            null,
            Outcome.EMITTED,
            1,
            outputs,
            now,
            now,
            null,
            null,
            null,
            "w1",
            tick.topic(),
            tick.partition(),
            tick.offset());
    produce(StepEvent.TOPIC, flow + "/" + step, Json.write(StepEvents.of(List.of(event))));
  }

  private void list(String version, char digit, String manifest) throws Exception {
    var listing = InMemoryComponents.listing(version, digit, manifest);
    produce(ComponentListed.TOPIC, version, Json.write(listing));
  }

  private void produce(String topic, String key, String value) throws Exception {
    producer
        .send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8)))
        .get(10, TimeUnit.SECONDS);
  }

  private JsonNode view() throws Exception {
    return Json.tree(send(request("").GET()).body());
  }

  private HttpResponse<String> put() throws Exception {
    return put(FLOW);
  }

  private HttpResponse<String> put(String document) throws Exception {
    return send(
        request("").header("Content-Type", "text/yaml").PUT(BodyPublishers.ofString(document)));
  }

  private HttpResponse<String> act(String verb) throws Exception {
    return send(request("/" + verb).POST(BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String rest) {
    return HttpRequest.newBuilder(URI.create(address + API + "/flows/news" + rest))
        .header("Authorization", "Bearer " + issuer.member("acme"));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
