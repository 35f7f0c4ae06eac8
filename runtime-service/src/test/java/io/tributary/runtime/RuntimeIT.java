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
import io.tributary.contracts.steps.LogLine;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepCommand;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.support.RealKafka;
import io.tributary.runtime.support.RealPostgres;
import io.tributary.runtime.support.TokenIssuer;
import io.tributary.runtime.topics.KafkaTopics;
import io.tributary.runtime.topics.TopicRecord;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;
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

/** The runtime's own story, from a listing to the path of a message, with everything real. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RuntimeIT {
  private static final String API = "/api/v1/organizations/acme";
  private static final String FLOW =
      """
      name: website-leads
      steps:
        - id: form
          component: tributary/webhook@1.0.0
          trigger: receive
        - id: shape
          component: tributary/transform
          action: transform
          after: form
          input: '{ "title": name }'
        - id: cms
          component: northwind/cms-push
          action: create-post
          after: shape
          connection: demo-cms
          input: '{ "title": title, "mail": $steps.form.email }'
          fields: { site: main }
        - id: answer
          component: tributary/webhook
          action: reply
          after: shape
      """;
  private static final String GRANTS = "/grants/northwind/cms-push";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final TokenIssuer issuer = issuer();
  private ConfigurableApplicationContext context;
  private KafkaTopics topics;
  private KafkaProducer<byte[], byte[]> producer;
  private String address;
  private FlowId flow;
  private String hook;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
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
                "--tributary.most-waiting=12",
                "--tributary.public-url=http://hooks.example",
                "--tributary.organizations.members=token",
                "--tributary.organizations.role=owner",
                "--tributary.oidc.issuer=" + issuer.issuer(),
                "--tributary.oidc.jwks=" + issuer.keys());
    int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    address = "http://127.0.0.1:" + port;
    topics = new KafkaTopics(BrokerAccess.open(RealKafka.bootstrap()), 1);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", RealKafka.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
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
  void aFlowThatDoesNotHoldIsRefusedWithEveryFault() throws Exception {
    list("tributary/webhook@1.0.0", 'a', InMemoryComponents.WEBHOOK);
    list("tributary/transform@1.0.0", 'b', InMemoryComponents.TRANSFORM);
    list("northwind/cms-push@1.2.0", 'c', InMemoryComponents.CMS);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(codes(put(FLOW)))
                    .containsExactly("hosts-undecided", "unknown-connection"));

    assertThat(get(API + "/flows").body()).isEqualTo("[]");
  }

  @Test
  @Order(2)
  void aConnectionNeverShowsItsSecret() throws Exception {
    var made =
        send(
            request(API + "/connections", issuer.member("acme"))
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        """
                        {"name": "demo-cms", "component": "northwind/cms-push",
                         "fields": {"url": "http://cms.test:8090", "token": "s3cret-token"}}
                        """)));

    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(made.body() + get(API + "/connections/demo-cms").body())
        .contains("http://cms.test:8090")
        .doesNotContain("s3cret");
  }

  @Test
  @Order(2)
  void hostsAreDecidedAbout() throws Exception {
    var wrong = post(GRANTS, "{\"allow\": [\"10.0.0.1\", \"{{url}}\"], \"refuse\": [\"*\"]}");
    assertThat(codes(wrong)).containsExactly("TB1203", "grant-of-a-connection", "TB1201");
    assertThat(post(GRANTS, "{}").body()).contains("nothing-decided");
    assertThat(Json.tree(get(API + GRANTS).body()).path("undecided").values())
        .extracting(JsonNode::asString)
        .containsExactly("api.cms.example:443");

    var decided = post(GRANTS, "{\"allow\": [\"api.cms.example\"], \"refuse\": [\"spy.example\"]}");

    var grants = Json.tree(decided.body()).path("grants");
    assertThat(grants.path("allowed").get(0).asString()).isEqualTo("api.cms.example:443");
    assertThat(grants.path("refused").get(0).asString()).isEqualTo("spy.example:443");
    assertThat(grants.path("undecided").size()).isZero();
  }

  @Test
  @Order(3)
  void aFlowThatHoldsIsDeployed() throws Exception {
    var created = put(FLOW);

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    var view = Json.tree(created.body());
    assertThat(view.path("state").asString()).isEqualTo("running");
    assertThat(view.path("deployed").asInt()).isEqualTo(1);
    flow = new FlowId(view.path("id").asString());
    hook = view.path("hook").asString();
    assertThat(hook).startsWith("http://hooks.example/hooks/");
    var told = assignments(4);
    var shape = told.get("shape");
    assertThat(shape.carries()).extracting(StepName::value).containsExactly("form");
    var cms = told.get("cms");
    assertThat(cms.reads()).extracting(StepName::value).containsExactly("form");
    assertThat(cms.egress()).containsExactly(new StepAssignment.HostGrant("api.cms.example", 443));
    assertThat(cms.limits().memoryMebibytes()).isEqualTo(192);
    assertThat(cms.upstream()).isEqualTo(new StepName("shape"));
    assertThat(cms.image().value()).startsWith("sha256:cccc");
  }

  @Test
  @Order(4)
  void sendingTheSameAgainChangesNothing() throws Exception {
    var again = Json.tree(put(FLOW).body());

    assertThat(again.path("changed").asBoolean()).isFalse();
    assertThat(again.path("revision").asInt()).isEqualTo(1);
    assertThat(get(API + "/flows/website-leads/document").body()).isEqualTo(FLOW);
  }

  @Test
  @Order(4)
  void aHostThatIsRefusedIsClosedToWhatRuns() throws Exception {
    var refused = post(GRANTS, "{\"refuse\": [\"api.cms.example\"]}");

    assertThat(refused.body()).contains("\"flows\":[\"website-leads\"]");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(assignments(4).get("cms").egress()).isEmpty());
    assertThat(put(FLOW).statusCode()).isEqualTo(200);

    post(GRANTS, "{\"allow\": [\"api.cms.example\"]}");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(assignments(4).get("cms").egress()).hasSize(1));
  }

  @Test
  @Order(5)
  void aLeaseIsForServicesOnly() throws Exception {
    String path = "/internal/v1/flows/" + flow + "/steps/cms/connection?revision=1";

    var lease = send(request(path, issuer.service()).GET());

    assertThat(lease.statusCode()).as(lease.body()).isEqualTo(200);
    assertThat(lease.body()).contains("s3cret-token").contains("\"host\":\"cms.test\"");
    assertThat(send(request(path, issuer.member("acme")).GET()).statusCode()).isEqualTo(403);
    assertThat(
            send(request(API.replace("acme", "northwind") + "/flows", issuer.member("acme")).GET())
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  @Order(5)
  void anOperatorRotatesKeysWhileTheyAreUsed() throws Exception {
    String path = "/api/v1/operator/organizations/acme/data-key";
    assertThat(
            send(request(path, issuer.member("acme")).POST(BodyPublishers.noBody())).statusCode())
        .isEqualTo(403);

    var rotated = send(request(path, issuer.operator()).POST(BodyPublishers.noBody()));
    assertThat(rotated.statusCode()).as(rotated.body()).isEqualTo(200);
    assertThat(Json.tree(rotated.body()).path("changed").asInt()).isPositive();
    var anew =
        send(
            request("/api/v1/operator/data-keys", issuer.operator()).POST(BodyPublishers.noBody()));
    assertThat(anew.statusCode()).as(anew.body()).isEqualTo(200);

    String lease = "/internal/v1/flows/" + flow + "/steps/cms/connection?revision=1";
    assertThat(send(request(lease, issuer.service()).GET()).body()).contains("s3cret-token");
  }

  @Test
  @Order(6)
  void aCallerGetsTheRepliesOfAStep() throws Exception {
    var answer = postLater("/form?x=1", "name=Ada&email=ada%40acme.test&card=4242");

    var stored = awaitInput(1).getLast();
    assertThat(stored.headers()).containsKey(MessageHeaders.EXECUTION);
    var request = Json.mapper().readTree(stored.value());
    assertThat(request.path("path").asString()).isEqualTo("/form");
    assertThat(request.path("query").path("x").get(0).asString()).isEqualTo("1");
    assertThat(request.path("bodyBase64").asString())
        .isEqualTo(
            java.util.Base64.getEncoder()
                .encodeToString("name=Ada&email=ada%40acme.test&card=4242".getBytes(UTF_8)));
    reply(stored, "201", "Thank you");

    var response = answer.get(30, TimeUnit.SECONDS);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    assertThat(response.body()).isEqualTo("Thank you");
    assertThat(response.headers().firstValue("content-type")).hasValue("text/plain");
    assertThat(response.headers().firstValue("set-cookie")).isEmpty();
    assertThat(response.headers().firstValue("content-security-policy"))
        .hasValue("sandbox allow-forms; form-action 'self'");
  }

  @Test
  @Order(7)
  void unknownAddressesAreRefused() throws Exception {
    assertThat(post("/hooks/nobody", new byte[10]).statusCode()).isEqualTo(404);
    assertThat(topics.count(input())).isEqualTo(1);
  }

  @Test
  @Order(8)
  void thePathOfAMessageIsSeen() throws Exception {
    var stored = awaitInput(1).getFirst();
    String execution = stored.headers().get(MessageHeaders.EXECUTION);
    tell(stored, execution, "form", "m0", null, Outcome.EMITTED, 1);
    tell(stored, execution, "shape", "m1", "m0", Outcome.EMITTED, 1);
    tell(stored, execution, "cms", "m2", "m1", Outcome.RETRYING, 0);
    awaitStatus(execution, "waiting");
    tell(stored, execution, "cms", "m2", "m1", Outcome.EMITTED, 1);
    awaitStatus(execution, "running");
    tell(stored, execution, "answer", "m2", "m1", Outcome.EMITTED, 1);
    // A late word about an attempt before the end, and an end told twice.
    tell(stored, execution, "cms", "m2", "m1", Outcome.RETRYING, 0, Instant.EPOCH);
    tell(stored, execution, "answer", "m2", "m1", Outcome.EMITTED, 1, Instant.EPOCH);

    var seen = awaitStatus(execution, "succeeded");

    assertThat(seen.path("path")).hasSize(4);
    assertThat(seen.path("flow").asString()).isEqualTo("website-leads");
    var payload = Json.tree(get(API + "/executions/" + execution + "/steps/form/input").body());
    assertThat(payload.path("path")).isEqualTo(Json.mapper().readTree(stored.value()).path("path"));
    assertThat(payload.path("body"))
        .isEqualTo(
            Json.tree("{\"name\": \"Ada\", \"email\": \"ada@acme.test\", \"card\": \"***\"}"));
    assertThat(payload.has("bodyBase64")).isFalse();
    send(
        FlowTopics.output(flow, new StepName("form")),
        "{\"title\": \"Ada\", \"card\": \"4242\"}",
        Map.of(MessageHeaders.PARENT, "m0", MessageHeaders.CE_ID, "m1"));
    send(
        FlowTopics.output(flow, new StepName("form")),
        "{\"title\": \"Grace\"}",
        Map.of(MessageHeaders.PARENT, "another", MessageHeaders.CE_ID, "m9"));
    var outputs = Json.tree(get(API + "/executions/" + execution + "/steps/form/outputs").body());
    assertThat(outputs.path("given").asInt()).isEqualTo(1);
    assertThat(outputs.path("shown"))
        .containsExactly(
            Json.tree("{\"message\": \"m1\", \"body\": {\"title\": \"Ada\", \"card\": \"***\"}}"));
    assertThat(get(API + "/executions/" + execution + "/steps/nosuch/outputs").statusCode())
        .isEqualTo(404);
    assertThat(get(API + "/executions?flow=website-leads&status=succeeded").body())
        .contains(execution);
    assertThat(Json.tree(get(API + "/connections/demo-cms").body()).path("state").asString())
        .isEqualTo("working");
  }

  @Test
  @Order(9)
  void linesAreRead() throws Exception {
    var line = new LogLine(Instant.now(), new StepName("cms"), "w1", "info", null, "post 42 made");
    send(FlowTopics.logs(flow), Json.write(line), Map.of());

    assertThat(get(API + "/flows/website-leads/logs?step=cms").body()).contains("post 42 made");
    assertThat(get(API + "/flows/website-leads/logs?step=form").body()).isEmpty();
  }

  @Test
  @Order(10)
  void deadLettersAreGroupedChangedAndReplayedOnce() throws Exception {
    for (int i = 0; i < 3; i++) {
      send(
          FlowTopics.deadLetters(flow),
          "{\"title\": \"lost %d\", \"price\": \"%d\", \"card\": \"42\"}".formatted(i, i),
          dead("run-" + i, "m" + i, "post " + i + " is not there"));
    }
    var letters = awaitDeadLetters(3);
    var causes = Json.tree(get(API + "/dead-letters/causes?flow=website-leads").body());
    assertThat(causes).hasSize(1);
    assertThat(causes.get(0).path("count").asInt()).isEqualTo(3);
    String cause = causes.get(0).path("cause").asString();

    var id = letters.get(0).path("id").asString();
    var whole = Json.tree(get(API + "/dead-letters/" + id).body());
    assertThat(whole.path("payload").path("title").asString()).startsWith("lost");
    assertThat(whole.path("headers").path(MessageHeaders.DEAD_OFFSET).asString()).isEqualTo("17");
    assertThat(whole.path("payload").path("card").asString()).isEqualTo("***");

    String select = "{\"flow\": \"website-leads\", \"cause\": \"" + cause + "\"}";
    String patch = "{\"select\": %s, \"expression\": \"$merge([$, {'price': $number(price)}])\"%s}";
    var preview =
        Json.tree(ask("/dead-letters/patch", patch.formatted(select, ", \"preview\": true")));
    assertThat(preview.path("shown")).hasSize(3);
    assertThat(preview.path("shown").get(0).path("after").path("price").isNumber()).isTrue();
    assertThat(preview.path("shown").get(0).path("after").path("card").asString()).isEqualTo("***");
    assertThat(Json.tree(get(API + "/dead-letters/" + id).body()).has("edited")).isFalse();
    assertThat(
            Json.tree(ask("/dead-letters/patch", patch.formatted(select, "")))
                .path("changed")
                .asInt())
        .isEqualTo(3);

    var replay =
        Json.tree(
            ask("/replays/dead-letters", "{\"select\": %s, \"perSecond\": 50}".formatted(select)));
    assertThat(replay.path("total").asInt()).isEqualTo(3);
    var parked = FlowTopics.parked(flow, new StepName("cms"), 1);
    await().atMost(PATIENCE).until(() -> topics.count(parked) == 3);
    var sent = topics.newest(parked, 10);
    assertThat(sent).allMatch(record -> record.partition() == 2);
    assertThat(sent)
        .extracting(record -> record.headers().get(MessageHeaders.REPLAY))
        .doesNotHaveDuplicates();
    assertThat(new String(sent.getFirst().value(), UTF_8))
        .doesNotContain("\"price\":\"")
        .as("hidden where it is seen, not where it is sent")
        .contains("\"card\":\"42\"");
    assertThat(sent.getFirst().headers()).doesNotContainKey(MessageHeaders.DEAD_KIND);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        Json.tree(get(API + "/replays/" + replay.path("id").asString()).body())
                            .path("state")
                            .asString())
                    .isEqualTo("done"));

    var again = post("/replays/dead-letters", "{\"select\": %s}".formatted(select));
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("nothing-open");
    assertThat(topics.count(parked)).isEqualTo(3);
  }

  @Test
  @Order(11)
  void aDismissedDeadLetterSaysWhyAndCanBeOpenedAgain() throws Exception {
    send(FlowTopics.deadLetters(flow), "no json", dead("run-9", "m9", "cannot be read"));
    var letter = awaitDeadLetters(1).get(0).path("id").asString();
    String select = "{\"ids\": [\"" + letter + "\"]}";

    assertThat(post("/dead-letters/dismiss", "{\"select\": %s}".formatted(select)).statusCode())
        .isEqualTo(400);
    assertThat(post("/dead-letters/dismiss", "{\"reason\": \"all\"}").statusCode()).isEqualTo(400);
    ask("/dead-letters/dismiss", "{\"select\": %s, \"reason\": \"a test\"}".formatted(select));

    var seen = Json.tree(get(API + "/dead-letters/" + letter).body());
    assertThat(seen.path("state").asString()).isEqualTo("dismissed");
    assertThat(seen.path("reason").asString()).isEqualTo("a test");
    assertThat(seen.path("payload").asString())
        .as("no JSON: nobody knows where in it a card stands")
        .isEqualTo("***");
    assertThat(post("/dead-letters/" + letter + "/reopen", "").statusCode()).isEqualTo(200);
    assertThat(awaitDeadLetters(1)).hasSize(1);
  }

  @Test
  @Order(15)
  void whatDiedAtAStepThatTheFlowNoLongerHasIsToldApart() throws Exception {
    var execution = awaitInput(1).getFirst().headers().get(MessageHeaders.EXECUTION);
    var gone = new HashMap<>(dead(execution, "m10", "it was removed"));
    gone.put(MessageHeaders.DEAD_STEP, "gone");
    send(FlowTopics.deadLetters(flow), "{\"title\": \"lost\"}", gone);
    awaitDeadLetters(2);
    String select = "\"select\": {\"flow\": \"website-leads\", \"step\": \"gone\"}";

    var refused = post("/replays/dead-letters", "{%s}".formatted(select));
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(Json.tree(refused.body()).path("code").asString()).isEqualTo("step-removed");
    assertThat(refused.body()).contains("step \\\"gone\\\"").contains("revision 1");
    var preview =
        Json.tree(
            ask(
                "/replays/dead-letters",
                "{\"select\": {\"flow\": \"website-leads\"}, \"preview\": true}"));
    assertThat(preview.path("total").asInt()).isEqualTo(1);
    assertThat(preview.path("leftOut").get(0).path("letters").asInt()).isEqualTo(1);
    assertThat(awaitDeadLetters(2)).hasSize(2);

    var parked = FlowTopics.parked(flow, new StepName("form"), 1);
    long before = topics.count(parked);
    ask("/replays/dead-letters", "{%s, \"from\": \"start\"}".formatted(select));
    await().atMost(PATIENCE).until(() -> topics.count(parked) == before + 1);
    assertThat(awaitDeadLetters(1)).hasSize(1);
  }

  @Test
  @Order(12)
  void executionsRunAgainAfterSayingWhatWillWrite() throws Exception {
    var stored = awaitInput(1).getFirst();
    String execution = stored.headers().get(MessageHeaders.EXECUTION);
    String wish = "{\"flow\": \"website-leads\", \"executions\": [\"%s\"]%s}";

    var preview =
        Json.tree(ask("/replays/executions", wish.formatted(execution, ", \"preview\": true")));
    assertThat(preview.path("total").asInt()).isEqualTo(1);
    assertThat(preview.path("steps")).hasSize(4);
    assertThat(preview.path("steps").valueStream().filter(step -> step.path("writes").asBoolean()))
        .isNotEmpty();
    ask("/replays/executions", wish.formatted(execution, ""));

    var parked = FlowTopics.parked(flow, new StepName("form"), 1);
    await().atMost(PATIENCE).until(() -> topics.count(parked) == 1);
    var sent = topics.newest(parked, 1).getFirst();
    assertThat(sent.value()).isEqualTo(stored.value());
    assertThat(sent.headers().get(MessageHeaders.CE_ID))
        .isEqualTo(stored.headers().get(MessageHeaders.CE_ID));
    assertThat(sent.headers()).doesNotContainKey(MessageHeaders.REPLY_TO);
    assertThat(post("/replays/executions", "{\"flow\": \"website-leads\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  @Order(13)
  void theLedgerCountsEachEndOnce() throws Exception {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var accounts = Json.tree(get(API + "/flows/website-leads/ledger").body());
              assertThat(accounts).hasSize(4);
              assertThat(accounts.get(0).path("emittedFor").asLong()).isEqualTo(1);
              assertThat(accounts.get(1).path("received").asLong()).isEqualTo(1);
            });
    assertThat(
            get(API + "/flows/website-leads/ledger/minutes?since=2000-01-01T00:00:00Z")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  @Order(14)
  void aStepIsToldToTryNow() throws Exception {
    assertThat(post("/flows/website-leads/steps/nothing/retry-now", "").statusCode())
        .isEqualTo(404);

    var told = post("/flows/website-leads/steps/cms/retry-now", "{\"messages\": [\"m1\"]}");

    assertThat(told.statusCode()).as(told.body()).isEqualTo(202);
    await().atMost(PATIENCE).until(() -> topics.count(StepCommand.TOPIC) == 1);
    assertThat(new String(topics.newest(StepCommand.TOPIC, 1).getFirst().value(), UTF_8))
        .contains("RETRY_NOW")
        .contains("m1");
  }

  @Test
  @Order(16)
  void everythingIsExportedButItsSecrets() throws Exception {
    var response =
        http.send(
            request(API + "/export", issuer.member("acme")).GET().build(),
            BodyHandlers.ofByteArray());

    assertThat(response.statusCode()).isEqualTo(200);
    var files = unzipped(response.body());
    assertThat(files.get("runtime/flows/website-leads.yaml")).isEqualTo(FLOW);
    assertThat(files.get("runtime/flows.jsonl")).contains("\"website-leads\"");
    assertThat(files.get("runtime/connections.jsonl")).contains("demo-cms");
    assertThat(files.get("runtime/executions.jsonl")).contains(flow.value());
    var letters = files.get("runtime/dead-letters.jsonl").lines().map(Json::tree).toList();
    assertThat(letters).hasSize(5);
    assertThat(letters)
        .filteredOn(letter -> letter.path("message").asString().equals("m1"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.path("payload").path("title").asString()).isEqualTo("lost 1");
              assertThat(letter.path("payload").path("card").asString()).isEqualTo("***");
              assertThat(letter.path("edited").path("card").asString()).isEqualTo("***");
            });
    assertThat(files.get("runtime/messages/website-leads/form.in.jsonl")).contains("\"Ada\"");
    assertThat(files.get("runtime/messages/website-leads/form.jsonl"))
        .contains("\"title\":\"Grace\"");
    var secrets =
        List.of(
            "s3cret-token",
            "4242",
            Base64.getEncoder()
                .encodeToString("name=Ada&email=ada%40acme.test&card=4242".getBytes(UTF_8)),
            hook.substring(hook.lastIndexOf('/') + 1));
    for (var secret : secrets) {
      assertThat(files).as(secret).noneSatisfy((_, text) -> assertThat(text).contains(secret));
    }
    var holdings = get(API + "/holdings").body();
    assertThat(holdings)
        .contains("{\"name\":\"flows\",\"count\":1}", "{\"name\":\"dead letters\",\"count\":5}");
  }

  private static Map<String, String> unzipped(byte[] archive) throws Exception {
    var files = new HashMap<String, String>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
      }
    }
    return files;
  }

  @Test
  @Order(20)
  void aPausedFlowKeepsWhatArrives() throws Exception {
    var paused = Json.tree(act("pause").body());
    assertThat(paused.path("state").asString()).isEqualTo("paused");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(assignments(4).get("cms").state())
                    .isEqualTo(StepAssignment.State.PAUSED));

    var waiting = postLater("", "{}");

    assertThat(awaitInput(2)).hasSize(2);
    reply(awaitInput(2).getLast(), "200", "");
    assertThat(waiting.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    assertThat(Json.tree(act("resume").body()).path("state").asString()).isEqualTo("running");
  }

  @Test
  @Order(21)
  void aFullFlowClosesItsDoorAndKeepsWhatItTook() throws Exception {
    int accepted = 0;
    HttpResponse<String> last = null;
    for (int i = 0; i < 20 && (last == null || last.statusCode() != 429); i++) {
      long before = topics.count(input());
      var asked = postLater("", "n=" + i);
      await().atMost(PATIENCE).until(() -> asked.isDone() || topics.count(input()) > before);
      if (!asked.isDone()) {
        reply(topics.newest(input(), 1).getFirst(), "200", "");
      }
      last = asked.get(30, TimeUnit.SECONDS);
      accepted += last.statusCode() == 200 ? 1 : 0;
    }

    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("retry-after")).isPresent();
    assertThat(last.body()).contains("flow-full");
    assertThat(accepted).isBetween(1, 12);
    assertThat(topics.count(input())).isEqualTo(accepted + 2L);
  }

  @Test
  @Order(22)
  void aFlowWithMessagesGoesOnlyWithTheirNumber() throws Exception {
    act("pause");

    var refused = delete("");
    assertThat(refused.statusCode()).isEqualTo(409);
    var numbers =
        java.util.regex.Pattern.compile("([0-9]+) messages wait and ([0-9]+) are dead letters")
            .matcher(refused.body());
    assertThat(numbers.find()).as(refused.body()).isTrue();
    assertThat(numbers.group(2)).isEqualTo("5");
    int all = Integer.parseInt(numbers.group(1)) + 5;
    assertThat(delete("?discard=" + (all - 1)).statusCode()).isEqualTo(409);
    assertThat(delete("?discard=" + all).statusCode()).isEqualTo(204);

    assertThat(get(API + "/flows/website-leads").statusCode()).isEqualTo(404);
    assertThat(assignmentsAfterEnd()).isEmpty();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(post(hookPath(""), new byte[1]).statusCode()).isEqualTo(404));
  }

  private static Map<String, String> dead(String execution, String message, String text) {
    return Map.of(
        MessageHeaders.DEAD_STEP, "cms",
        MessageHeaders.DEAD_KIND, "give-up",
        MessageHeaders.DEAD_ERROR, "io.tributary.sdk.GiveUp",
        MessageHeaders.DEAD_MESSAGE, text,
        MessageHeaders.DEAD_ATTEMPTS, "1",
        MessageHeaders.DEAD_PARTITION, "2",
        MessageHeaders.DEAD_OFFSET, "17",
        MessageHeaders.EXECUTION, execution,
        MessageHeaders.CE_ID, message);
  }

  private JsonNode awaitDeadLetters(int count) {
    var found = new java.util.concurrent.atomic.AtomicReference<JsonNode>();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              found.set(Json.tree(get(API + "/dead-letters?flow=website-leads").body()));
              assertThat(found.get()).hasSize(count);
            });
    return found.get();
  }

  private HttpResponse<String> post(String path, String json) throws Exception {
    return send(
        request(API + path, issuer.member("acme"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  /** The answer's body, which says that it was done. */
  private String ask(String path, String json) throws Exception {
    var answer = post(path, json);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
    return answer.body();
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

  private void send(String topic, String value, Map<String, String> headers) throws Exception {
    var record = new ProducerRecord<byte[], byte[]>(topic, value.getBytes(UTF_8));
    headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    producer.send(record).get(10, TimeUnit.SECONDS);
  }

  private void reply(TopicRecord request, String status, String body) throws Exception {
    var record =
        new ProducerRecord<>(
            request.headers().get(MessageHeaders.REPLY_TO),
            request.headers().get(MessageHeaders.EXECUTION).getBytes(UTF_8),
            body.getBytes(UTF_8));
    record.headers().add(MessageHeaders.REPLY_STATUS, status.getBytes(UTF_8));
    record
        .headers()
        .add(MessageHeaders.REPLY_HEADER_PREFIX + "content-type", "text/plain".getBytes(UTF_8));
    record.headers().add(MessageHeaders.REPLY_HEADER_PREFIX + "set-cookie", "a=b".getBytes(UTF_8));
    producer.send(record).get(10, TimeUnit.SECONDS);
  }

  private void tell(
      TopicRecord input,
      String execution,
      String step,
      String message,
      String parent,
      Outcome outcome,
      int outputs)
      throws Exception {
    tell(input, execution, step, message, parent, outcome, outputs, Instant.now().plusSeconds(1));
  }

  private void tell(
      TopicRecord input,
      String execution,
      String step,
      String message,
      String parent,
      Outcome outcome,
      int outputs,
      Instant now)
      throws Exception {
    var event =
        new StepEvent(
            new OrganizationName("acme"),
            flow,
            1,
            new StepName(step),
            execution,
            message,
            parent,
            outcome,
            1,
            outputs,
            now,
            now.plusMillis(5),
            null,
            null,
            null,
            "w1",
            input.topic(),
            input.partition(),
            input.offset());
    producer
        .send(
            new ProducerRecord<>(
                StepEvent.TOPIC,
                execution.getBytes(UTF_8),
                Json.write(StepEvents.of(List.of(event))).getBytes(UTF_8)))
        .get(10, TimeUnit.SECONDS);
  }

  private JsonNode awaitStatus(String execution, String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        Json.tree(get(API + "/executions/" + execution).body())
                            .path("status")
                            .asString(""))
                    .isEqualTo(status));
    try {
      return Json.tree(get(API + "/executions/" + execution).body());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private String input() {
    return FlowTopics.input(flow, new StepName("form"));
  }

  private List<TopicRecord> awaitInput(int count) {
    await().atMost(PATIENCE).until(() -> topics.count(input()) >= count);
    return topics.newest(input(), 10).reversed();
  }

  /** The newest word about each step, once this many steps are told. */
  private Map<String, StepAssignment> assignments(int count) {
    var told = new HashMap<String, StepAssignment>();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              told.clear();
              told.putAll(allAssignments());
              return told.size() >= count;
            });
    return told;
  }

  private Map<String, StepAssignment> assignmentsAfterEnd() {
    await().atMost(PATIENCE).until(() -> allAssignments().isEmpty());
    return allAssignments();
  }

  private Map<String, StepAssignment> allAssignments() {
    var told = new HashMap<String, StepAssignment>();
    for (var record : topics.newest(StepAssignment.TOPIC, 500).reversed()) {
      if (!record.key().startsWith(flow + "/")) {
        continue;
      }
      String step = record.key().substring(record.key().indexOf('/') + 1);
      if (record.value().length == 0) {
        told.remove(step);
      } else {
        told.put(step, Json.read(new String(record.value(), UTF_8), StepAssignment.class));
      }
    }
    return told;
  }

  private HttpResponse<String> put(String document) throws Exception {
    return send(
        request(API + "/flows/website-leads", issuer.member("acme"))
            .header("Content-Type", "text/yaml")
            .PUT(BodyPublishers.ofString(document)));
  }

  private HttpResponse<String> act(String verb) throws Exception {
    return send(
        request(API + "/flows/website-leads/" + verb, issuer.member("acme"))
            .POST(BodyPublishers.noBody()));
  }

  private HttpResponse<String> delete(String query) throws Exception {
    return send(request(API + "/flows/website-leads" + query, issuer.member("acme")).DELETE());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path, issuer.member("acme")).GET());
  }

  private HttpResponse<String> post(String path, byte[] body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(address + path)).POST(BodyPublishers.ofByteArray(body)));
  }

  private CompletableFuture<HttpResponse<String>> postLater(String path, String form) {
    return http.sendAsync(
        HttpRequest.newBuilder(URI.create(address + hookPath(path)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private String hookPath(String rest) {
    return URI.create(hook).getPath() + rest;
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static List<String> codes(HttpResponse<String> response) {
    return Json.tree(response.body())
        .path("errors")
        .valueStream()
        .map(error -> error.path("code").asString())
        .toList();
  }

  private static TokenIssuer issuer() {
    try {
      return new TokenIssuer();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
