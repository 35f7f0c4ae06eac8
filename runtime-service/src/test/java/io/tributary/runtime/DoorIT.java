package io.tributary.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.names.FlowId;
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
import io.tributary.runtime.topics.TopicSpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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

/** The front door under load, with everything real: events that come again, and large bodies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorIT {
  private static final String API = "/api/v1/organizations/acme";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int IDS = 400;
  private static final int TIMES = 5;
  private static final int THREADS = 16;

  private final HttpClient http = HttpClient.newHttpClient();
  private final TokenIssuer issuer = issuer();
  private ConfigurableApplicationContext context;
  private KafkaTopics topics;
  private KafkaProducer<byte[], byte[]> producer;
  private String address;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    RealPostgres.empty();
    topics = new KafkaTopics(RealKafka.bootstrap(), 1);
    topics.create(List.of(TopicSpec.replies(ComponentListed.TOPIC)));
    context =
        new SpringApplication(RuntimeApplication.class)
            .run(
                "--server.port=0",
                "--spring.datasource.url=" + RealPostgres.url(),
                "--spring.datasource.username=postgres",
                "--tributary.kafka.bootstrap=" + RealKafka.bootstrap(),
                "--tributary.data=" + data,
                "--tributary.most-waiting=100000",
                "--tributary.public-url=http://hooks.example",
                "--tributary.oidc.issuer=" + issuer.issuer(),
                "--tributary.oidc.jwks=" + issuer.keys());
    int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    address = "http://127.0.0.1:" + port;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", RealKafka.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    list("tributary/webhook@1.0.0", 'a', InMemoryComponents.WEBHOOK);
  }

  @AfterAll
  void stop() {
    producer.close();
    topics.close();
    context.close();
    issuer.close();
  }

  @Test
  void deliveriesOfOneEventLieInOnePartitionUnderOneKey() throws Exception {
    var hook = deploy("events", "");
    var ids = new ArrayList<Integer>();
    for (int i = 0; i < IDS * TIMES; i++) {
      ids.add(i % IDS);
    }
    Collections.shuffle(ids, new Random(7));
    var posts = new ArrayList<Callable<Integer>>();
    for (int id : ids) {
      posts.add(() -> post(hook, "{}", "webhook-id", "msg_" + id).statusCode());
    }

    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      for (var answer : threads.invokeAll(posts)) {
        assertThat(answer.get()).isEqualTo(202);
      }
    }

    var stored = topics.newest(hook.input(), IDS * TIMES + 1);
    assertThat(stored).hasSize(IDS * TIMES);
    var byId =
        stored.stream()
            .collect(
                Collectors.groupingBy(
                    record -> record.headers().getOrDefault(MessageHeaders.EVENT_ID, "none")));
    assertThat(byId).hasSize(IDS);
    byId.forEach(
        (id, records) -> {
          assertThat(records).hasSize(TIMES).allMatch(record -> record.key().equals(id));
          assertThat(records.stream().map(TopicRecord::partition).distinct()).hasSize(1);
        });
  }

  @Test
  void theFlowSaysWhereTheIdIsOrThatThereIsNone() throws Exception {
    var named = deploy("named", "eventId: X-Event");
    var none = deploy("none", "eventId: none");

    post(named, "{}", "x-event", "9");
    post(named, "{}", "webhook-id", "9");
    post(none, "{}", "webhook-id", "9");

    assertThat(topics.newest(named.input(), 5))
        .extracting(record -> record.headers().getOrDefault(MessageHeaders.EVENT_ID, ""))
        .containsExactlyInAnyOrder("9", "");
    assertThat(topics.newest(none.input(), 5))
        .allMatch(record -> record.key().isEmpty())
        .noneMatch(record -> record.headers().containsKey(MessageHeaders.EVENT_ID));
    assertThat(deployed("named", "eventId: X-Event").path("changed").asBoolean()).isFalse();
  }

  private HttpResponse<String> post(Door door, String body, String header, String value)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(address + door.path()))
            .header(header, value)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** A flow that is nothing but a webhook. */
  private Door deploy(String name, String property) throws Exception {
    var view = new java.util.concurrent.atomic.AtomicReference<tools.jackson.databind.JsonNode>();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              view.set(deployed(name, property));
              assertThat(view.get().path("state").asString()).isEqualTo("running");
            });
    var flow = new FlowId(view.get().path("id").asString());
    return new Door(
        URI.create(view.get().path("hook").asString()).getPath(),
        FlowTopics.input(flow, new StepName("form")),
        flow);
  }

  private tools.jackson.databind.JsonNode deployed(String name, String property) throws Exception {
    var document =
        """
        name: %s
        steps:
          - id: form
            component: tributary/webhook@1.0.0
            trigger: receive
            %s
        """
            .formatted(name, property);
    return Json.tree(
        http.send(
                HttpRequest.newBuilder(URI.create(address + API + "/flows/" + name))
                    .header("Authorization", "Bearer " + issuer.member("acme"))
                    .header("Content-Type", "text/yaml")
                    .PUT(BodyPublishers.ofString(document))
                    .build(),
                BodyHandlers.ofString())
            .body());
  }

  private void list(String version, char digit, String manifest) throws Exception {
    var listing = InMemoryComponents.listing(version, digit, manifest);
    producer
        .send(
            new ProducerRecord<>(
                ComponentListed.TOPIC,
                version.getBytes(UTF_8),
                Json.write(listing).getBytes(UTF_8)))
        .get(10, TimeUnit.SECONDS);
  }

  private static TokenIssuer issuer() {
    try {
      return new TokenIssuer();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private record Door(String path, String input, FlowId flow) {}
}
