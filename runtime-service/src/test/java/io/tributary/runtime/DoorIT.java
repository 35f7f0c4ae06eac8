package io.tributary.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.LargeBody;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.support.Bodies;
import io.tributary.runtime.support.RealKafka;
import io.tributary.runtime.support.RealPostgres;
import io.tributary.runtime.support.TokenIssuer;
import io.tributary.runtime.topics.KafkaTopics;
import io.tributary.runtime.topics.TopicRecord;
import io.tributary.runtime.topics.TopicSpec;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The front door under load, with everything real: events that come again, and large bodies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorIT {
  private static final String API = "/api/v1/organizations/acme";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long MIB = 1024 * 1024;
  private static final String MULTIPART = "multipart/form-data; boundary=xx";
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
                "--tributary.most-waiting=100000",
                "--tributary.public-url=http://hooks.example",
                "--tributary.organizations.members=token",
                "--tributary.organizations.role=owner",
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
    var deliveries = new ArrayList<Callable<Integer>>();
    for (int id : ids) {
      deliveries.add(() -> deliver(hook, "msg_" + id));
    }

    int posts = 0;
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      for (var delivery : threads.invokeAll(deliveries)) {
        posts += delivery.get();
      }
    }

    var stored = topics.newest(hook.input(), posts + 1);
    assertThat(stored).hasSizeBetween(IDS * TIMES, posts);
    var byId =
        stored.stream()
            .collect(
                Collectors.groupingBy(
                    record -> record.headers().getOrDefault(MessageHeaders.EVENT_ID, "none")));
    assertThat(byId).hasSize(IDS);
    byId.forEach(
        (id, records) -> {
          assertThat(records)
              .hasSizeGreaterThanOrEqualTo(TIMES)
              .allMatch(record -> record.key().equals(id));
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
    assertThat(deployed("acme", "named", "eventId: X-Event").path("changed").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {MIB, MIB + 1, 10_000_000, 100 * MIB - 1, 100 * MIB})
  void bodiesUpToTheLimitAreStoredWhole(long size) throws Exception {
    var hook = deploy("sizes", "");
    for (var announced : List.of(true, false)) {
      var answer = stream(hook, size, announced);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);

      var request = Json.mapper().readTree(topics.newest(hook.input(), 1).getFirst().value());
      if (size <= MIB) {
        assertThat(request.has("large")).isFalse();
        assertThat(Base64.getDecoder().decode(request.path("bodyBase64").asString()))
            .hasSize((int) size);
        continue;
      }
      var large = Json.mapper().treeToValue(request.path("large"), LargeBody.class);
      assertThat(request.path("bodyBase64").asString()).isEmpty();
      assertThat(large.size()).isEqualTo(size);
      assertThat(large.sha256()).isEqualTo(Bodies.sha256(Bodies.content(size)));
      assertThat(large.sha256()).isEqualTo(Bodies.sha256(pieces(hook, large)));
    }
  }

  @Test
  void exportHasTheBytesThatCameIn() throws Exception {
    var hook = deploy("globex", "exported", "");
    stream(hook, 20_000_000, true);

    var response =
        http.send(
            HttpRequest.newBuilder(URI.create(address + "/api/v1/organizations/globex/export"))
                .header("Authorization", "Bearer " + issuer.member("globex"))
                .build(),
            BodyHandlers.ofInputStream());

    var found = new ArrayList<String>();
    try (var zip = new ZipInputStream(response.body())) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().startsWith("runtime/messages/exported/bodies/")) {
          found.add(
              Bodies.sha256(
                  new FilterInputStream(zip) {
                    @Override
                    public void close() {}
                  }));
        }
      }
    }
    assertThat(found).containsExactly(Bodies.sha256(Bodies.content(20_000_000)));
  }

  @Test
  void aFormWithFilesIsTheFlowsUntouched() throws Exception {
    var hook = deploy("forms", "");
    var form =
        "--xx\r\nContent-Disposition: form-data; name=\"cv\"; filename=\"cv.txt\"\r\n\r\n"
            + "x".repeat(3_000_000)
            + "\r\n--xx--\r\n";

    post(hook, form.replace("x".repeat(2_999_000), ""), "content-type", MULTIPART);
    var small = Json.mapper().readTree(topics.newest(hook.input(), 1).getFirst().value());
    post(hook, form, "content-type", MULTIPART);
    var large = Json.mapper().readTree(topics.newest(hook.input(), 1).getFirst().value());

    assertThat(new String(Base64.getDecoder().decode(small.path("bodyBase64").asString()), UTF_8))
        .startsWith("--xx")
        .endsWith("--xx--\r\n");
    assertThat(large.path("large").path("size").asInt()).isEqualTo(form.length());
  }

  @Test
  void largerBodiesAreRefusedAndNothingIsStored() throws Exception {
    var hook = deploy("too-large", "");

    assertThat(rawAnswer(hook, "Content-Length: " + (100 * MIB + 1), 0)).contains(" 413 ");
    assertThat(rawAnswer(hook, "Content-Length: " + 101 * MIB, 0)).contains(" 413 ");
    assertThat(rawAnswer(hook, "Transfer-Encoding: chunked", 101 * MIB)).contains(" 413 ");

    assertThat(topics.count(hook.input())).isZero();
  }

  @Test
  void manyLargeBodiesAtATimeNeedLittleMemory() throws Exception {
    var posts = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < 6; i++) {
      var hook = deploy("many" + i % 3, "");
      posts.add(() -> stream(hook, 60 * MIB, true).statusCode());
    }

    // As text in six messages they would be larger than this process's memory.
    try (var threads = Executors.newFixedThreadPool(6)) {
      for (var answer : threads.invokeAll(posts)) {
        assertThat(answer.get()).isEqualTo(202);
      }
    }
  }

  @Test
  void aCompressedBodyStaysCompressed() throws Exception {
    var hook = deploy("gzip", "");
    var bomb = Bodies.gzip(64 * MIB);

    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(address + hook.path()))
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bomb))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(202);
    var request = Json.mapper().readTree(topics.newest(hook.input(), 1).getFirst().value());
    assertThat(Base64.getDecoder().decode(request.path("bodyBase64").asString())).isEqualTo(bomb);
    assertThat(request.path("headers").path("content-encoding").get(0).asString())
        .isEqualTo("gzip");
  }

  @Test
  void whoIsNotTheSenderIsRefusedAndNothingIsStored() throws Exception {
    var hook = deploy("signed", "");
    var secret = "It's a Secret to Everybody";
    verify("signed", "{\"scheme\": \"github\", \"secret\": \"%s\"}".formatted(secret), 200);
    var good = "sha256=" + hmac(secret, "Hello, World!".getBytes(UTF_8));
    var other = deploy("signed-otherwise", "");
    verify("signed-otherwise", "{\"scheme\": \"github\", \"secret\": \"another-one\"}", 200);

    assertThat(post(hook, "Hello, World!", "x-hub-signature-256", good).statusCode())
        .isEqualTo(202);
    assertThat(post(hook, "Hello, World?", "x-hub-signature-256", good).statusCode())
        .isEqualTo(401);
    assertThat(post(hook, "Hello, World!", "x-hub-signature-256", "").statusCode()).isEqualTo(401);
    assertThat(post(hook, "Hello, World!", "x-other", "1").statusCode()).isEqualTo(401);
    var elsewhere = post(other, "Hello, World!", "x-hub-signature-256", good);
    assertThat(elsewhere.statusCode()).isEqualTo(401);
    assertThat(elsewhere.body()).contains("hook-not-verified").doesNotContain("secret\":");

    assertThat(topics.count(hook.input())).isEqualTo(1);
    assertThat(topics.count(other.input())).isZero();
  }

  @Test
  void aLargeBodyIsVerifiedWhileItStreamsIn() throws Exception {
    var hook = deploy("signed-large", "");
    verify("signed-large", "{\"scheme\": \"github\", \"secret\": \"large-secret\"}", 200);
    var body = "x".repeat((int) (3 * MIB));

    var wrong =
        post(
            hook,
            body + "y",
            "x-hub-signature-256",
            "sha256=" + hmac("large-secret", body.getBytes(UTF_8)));
    var right =
        post(
            hook,
            body,
            "x-hub-signature-256",
            "sha256=" + hmac("large-secret", body.getBytes(UTF_8)));

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(right.statusCode()).isEqualTo(202);
    assertThat(topics.count(hook.input())).isEqualTo(1);
  }

  @Test
  void aSecretIsShownOnceAndReplacedWithoutAGap() throws Exception {
    var hook = deploy("keyed", "");
    var scheme = "{\"scheme\": \"api-key\", \"header\": \"X-Api-Key\"}";
    var first = Json.tree(verify("keyed", scheme, 200)).path("secret").asString();
    var second =
        Json.tree(verify("keyed", scheme.replace("}", ", \"keepPreviousHours\": 24}"), 200))
            .path("secret")
            .asString();

    assertThat(first).startsWith("whsec_").isNotEqualTo(second);
    assertThat(post(hook, "{}", "x-api-key", first).statusCode()).isEqualTo(202);
    assertThat(post(hook, "{}", "x-api-key", second).statusCode()).isEqualTo(202);
    assertThat(post(hook, "{}", "x-api-key", first + "x").statusCode()).isEqualTo(401);
    var shown = verification("keyed", "GET", null);
    assertThat(shown.body()).contains("\"api-key\"", second.substring(second.length() - 4));
    assertThat(shown.body()).doesNotContain(first).doesNotContain(second);
    for (var record : topics.newest(hook.input(), 5)) {
      assertThat(new String(record.value(), UTF_8)).doesNotContain(first).doesNotContain(second);
    }

    verify("keyed", scheme, 200);
    assertThat(post(hook, "{}", "x-api-key", first).statusCode()).isEqualTo(401);
    assertThat(post(hook, "{}", "x-api-key", second).statusCode()).isEqualTo(401);
    assertThat(verification("keyed", "DELETE", null).statusCode()).isEqualTo(204);
    assertThat(post(hook, "{}", "x-other", "1").statusCode()).isEqualTo(202);
    assertThat(verification("keyed", "GET", null).body()).contains("\"none\"");

    verify("keyed", scheme, 200);
    assertThat(post(hook, "{}", "x-api-key", first).statusCode()).isEqualTo(401);
  }

  @Test
  void whatCannotBeAskedIsSaid() throws Exception {
    deploy("asked", "");

    assertThat(verify("asked", "{\"scheme\": \"rot13\"}", 400)).contains("standard-webhooks");
    assertThat(verify("asked", "{\"scheme\": \"api-key\"}", 400)).contains("header");
    assertThat(verify("asked", "{\"scheme\": \"basic\", \"secret\": \"x\"}", 400))
        .contains("secret-invalid");
    assertThat(verify("nobody", "{\"scheme\": \"github\"}", 404)).contains("hook-not-found");
  }

  private String verify(String flow, String wanted, int status) throws Exception {
    var answer = verification(flow, "PUT", wanted);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer.body();
  }

  private HttpResponse<String> verification(String flow, String method, String body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(address + API + "/flows/" + flow + "/hook/verification"))
            .header("Authorization", "Bearer " + issuer.member("acme"))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String hmac(String secret, byte[] body) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body));
  }

  private HttpResponse<String> stream(Door door, long size, boolean announced) throws Exception {
    var publisher = BodyPublishers.ofInputStream(() -> Bodies.content(size));
    return http.send(
        HttpRequest.newBuilder(URI.create(address + door.path()))
            .header("Content-Type", "application/octet-stream")
            .POST(announced ? BodyPublishers.fromPublisher(publisher, size) : publisher)
            .build(),
        BodyHandlers.ofString());
  }

  /** The status line of the answer, which may come before all is sent. */
  private String rawAnswer(Door door, String length, long chunked) throws Exception {
    try (var socket =
        new Socket(java.net.InetAddress.getLoopbackAddress(), URI.create(address).getPort())) {
      socket.setSoTimeout(30_000);
      var out = socket.getOutputStream();
      out.write(
          "POST %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n"
              .formatted(door.path(), length)
              .getBytes(UTF_8));
      try {
        var piece = new byte[1_000_000];
        for (long sent = 0; sent < chunked; sent += piece.length) {
          out.write((Integer.toHexString(piece.length) + "\r\n").getBytes(UTF_8));
          out.write(piece);
          out.write("\r\n".getBytes(UTF_8));
        }
        out.flush();
      } catch (IOException closed) {
        // It has heard enough.
      }
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
    }
  }

  private InputStream pieces(Door door, LargeBody large) {
    var reference = large.reference();
    return new SequenceInputStream(
        Collections.enumeration(
            reference.offsets().stream()
                .<InputStream>map(
                    offset ->
                        new ByteArrayInputStream(
                            topics
                                .at(FlowTopics.bodies(door.flow()), reference.partition(), offset)
                                .orElseThrow()
                                .value()))
                .toList()));
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

  /**
   * Posts as senders do: again where the answer is that it may not be stored, as a disk that is
   * busy with large bodies brings about. Returns how often.
   */
  private int deliver(Door door, String event) throws Exception {
    for (int posts = 1; ; posts++) {
      var answer = post(door, "{}", "webhook-id", event);
      if (answer.statusCode() == 202) {
        return posts;
      }
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(posts).as("posts of %s, refused with %s", event, answer.body()).isLessThan(10);
      // As long as the door asks for; without the header it has no right to a 503.
      Thread.sleep(
          Duration.ofSeconds(answer.headers().firstValueAsLong("Retry-After").orElseThrow()));
    }
  }

  /** A flow that is nothing but a webhook. */
  private Door deploy(String name, String property) throws Exception {
    return deploy("acme", name, property);
  }

  private Door deploy(String organization, String name, String property) throws Exception {
    var view = new java.util.concurrent.atomic.AtomicReference<tools.jackson.databind.JsonNode>();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              view.set(deployed(organization, name, property));
              assertThat(view.get().path("state").asString()).isEqualTo("running");
            });
    var flow = new FlowId(view.get().path("id").asString());
    return new Door(
        URI.create(view.get().path("hook").asString()).getPath(),
        FlowTopics.input(flow, new StepName("form")),
        flow);
  }

  private tools.jackson.databind.JsonNode deployed(
      String organization, String name, String property) throws Exception {
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
                HttpRequest.newBuilder(
                        URI.create(
                            "%s/api/v1/organizations/%s/flows/%s"
                                .formatted(address, organization, name)))
                    .header("Authorization", "Bearer " + issuer.member(organization))
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
