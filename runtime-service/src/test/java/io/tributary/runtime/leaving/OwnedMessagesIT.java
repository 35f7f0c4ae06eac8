package io.tributary.runtime.leaving;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.BodyReference;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.LargeBody;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.leaving.Exported;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.DeploymentState;
import io.tributary.runtime.deployments.InMemoryDeployments;
import io.tributary.runtime.deployments.Steps;
import io.tributary.runtime.masking.FindMask;
import io.tributary.runtime.support.Bodies;
import io.tributary.runtime.support.RealKafka;
import io.tributary.runtime.topics.KafkaTopics;
import io.tributary.runtime.topics.TopicSpec;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages as an organization takes them away, with large bodies at a real broker. */
@Timeout(120)
class OwnedMessagesIT {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final OrganizationName GLOBEX = new OrganizationName("globex");
  private static final FlowId OTHERS = new FlowId("bbbbbbbbbbbbbbbb");
  private static final String FILES = "runtime/messages/leads/";

  /** Of every step that {@link Steps} builds: a scan holds a secret somewhere. */
  private static final String MANIFEST =
      """
      {"title": "T", "description": "d", "version": "1.0.0", "language": "java",
       "triggers": {"run": {"title": "Run", "main": "a.Run", "type": "webhook",
         "metadata": {"out": {"properties": {
           "scan": {"properties": {"pin": {"writeOnly": true}}}}}}}},
       "actions": {"run": {"title": "Run", "main": "a.Run"}}}
      """;

  private final KafkaTopics topics = new KafkaTopics(BrokerAccess.open(RealKafka.bootstrap()), 1);
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", RealKafka.bootstrap(), "max.request.size", 2_000_000),
          new ByteArraySerializer(),
          new ByteArraySerializer());
  private final InMemoryComponents components = new InMemoryComponents();
  private final InMemoryDeployments deployments = new InMemoryDeployments();
  private final OwnedMessages owned =
      new OwnedMessages(deployments, topics, new FindMask(deployments, components));

  @BeforeEach
  void deploy() {
    components.list(InMemoryComponents.listing("northwind/cms-push@1.0.0", 'c', MANIFEST));
    deploy(Steps.FLOW, ACME, "leads");
    deploy(OTHERS, GLOBEX, "others");
    deployments.assign(
        Steps.FLOW,
        List.of(Steps.aStep("form").build(), Steps.aStep("shape").after("form").build()));
  }

  @AfterEach
  void close() {
    topics.deleteAll(FlowTopics.prefix(Steps.FLOW));
    topics.deleteAll(FlowTopics.prefix(OTHERS));
    topics.close();
    producer.close();
  }

  @Test
  void largeBodiesAreFilesThatTheirMessagesName() throws Exception {
    var content = "cv ".repeat(1_700_000);
    var cv = stored(Steps.FLOW, 'a', content);
    send(output("form"), "{\"name\": \"Ada\", \"cv\": %s}".formatted(Json.write(cv)));
    send(output("shape"), "{\"again\": [%s]}".formatted(Json.write(cv)));

    var files = Exported.from(owned, ACME);

    var id = cv.reference().id();
    assertThat(Json.tree(files.get(FILES + "form.jsonl")).path("bodies"))
        .isEqualTo(Json.tree("[\"" + id + "\"]"));
    assertThat(files.get(FILES + "bodies/" + id)).isEqualTo(content);
    assertThat(listed(files))
        .containsExactly(
            "{\"id\":\"%s\",\"sha256\":\"%s\",\"file\":\"%s\"}"
                .formatted(id, cv.sha256(), FILES + "bodies/" + id));
  }

  @Test
  void whatAMessageHidesIsNotGivenAwayByAnother() throws Exception {
    var scan = stored(Steps.FLOW, 'a', "pin 4711 ".repeat(300_000));
    send(output("form"), "{\"scan\": %s}".formatted(Json.write(scan)));
    send(output("shape"), "{\"copy\": %s}".formatted(Json.write(scan)));

    var files = Exported.from(owned, ACME);

    assertThat(files.get(FILES + "form.jsonl")).contains("\"scan\":\"***\"");
    assertThat(files.values()).noneMatch(text -> text.contains("4711"));
    assertThat(listed(files))
        .containsExactly(
            "{\"id\":\"%s\",\"fault\":\"schemas call something in it secret\"}"
                .formatted(scan.reference().id()));
  }

  @Test
  void oneThatADeadLetterAloneKeepsIsThere() throws Exception {
    var cv = stored(Steps.FLOW, 'a', "cv");
    send(
        FlowTopics.deadLetters(Steps.FLOW),
        "{\"cv\": %s}".formatted(Json.write(cv)),
        Map.of(MessageHeaders.DEAD_STEP, "shape"));

    assertThat(Exported.from(owned, ACME)).containsEntry(FILES + "bodies/" + "a".repeat(26), "cv");
  }

  @Test
  void whatIsNotKeptOrWasMadeUpIsSaidAndHoldsNothingUp() throws Exception {
    var cv = stored(Steps.FLOW, 'a', "cv ".repeat(700_000));
    var half = new LargeBody(cv.reference(), cv.size(), "0".repeat(64));
    var gone =
        new LargeBody(
            new BodyReference(0, "b".repeat(26), 5, List.of(1L)), 5, Bodies.sha256(bytes("five")));
    var beyond =
        new LargeBody(new BodyReference(9, "c".repeat(26), 5, List.of(0L)), 5, "0".repeat(64));
    var empty = stored(Steps.FLOW, 'd', "");
    send(output("shape"), Json.write(List.of(half, gone, beyond, empty)));
    send(output("shape"), "{\"$body\": \"no reference\", \"sha256\": \"none\"}");

    var files = Exported.from(owned, ACME);

    assertThat(listed(files))
        .satisfiesExactly(
            line -> assertThat(line).contains("\"file\"", "not all the bytes"),
            line -> assertThat(line).contains("not kept any more").doesNotContain("file"),
            line -> assertThat(line).contains("not kept any more").doesNotContain("file"),
            line -> assertThat(line).contains("\"file\"").doesNotContain("fault"));
    assertThat(files).containsEntry(FILES + "bodies/" + "d".repeat(26), "");
  }

  @Test
  void referenceOfAStrangersLeadsNowhere() throws Exception {
    var theirs = stored(OTHERS, 'a', "nobody else's");
    topics.create(List.of(TopicSpec.messages(FlowTopics.bodies(Steps.FLOW))));
    send(output("shape"), Json.write(theirs));

    var files = Exported.from(owned, ACME);

    assertThat(files.keySet()).noneMatch(path -> path.contains("bodies/"));
    assertThat(files.values()).noneMatch(text -> text.contains("nobody else's"));
  }

  @Test
  void pastTheRoomForReferencesIsSaidThatThereIsMore() {
    var bodies = new ReferredBodies(new ReferredBodies.Room(1_000));
    for (char digit = 'a'; digit < 'd'; digit++) {
      var message = Json.tree(Json.write(body(digit, "x", List.of(0L))));
      bodies.note(message, message);
    }

    assertThat(bodies.shown())
        .extracting(ReferredBodies.Referred::id)
        .containsExactly("a".repeat(26));
    assertThat(bodies.isCut()).isTrue();
  }

  private void deploy(FlowId flow, OrganizationName organization, String name) {
    deployments.add(
        new Deployment(
            flow,
            organization,
            new FlowName(name),
            1,
            OptionalInt.of(1),
            new DeploymentState.Running(Instant.EPOCH),
            Instant.EPOCH));
    topics.create(List.of(TopicSpec.messages(FlowTopics.bodies(flow))));
  }

  /** As the door stores it, with a stranger's piece between. */
  private LargeBody stored(FlowId flow, char id, String content) throws Exception {
    var offsets = new ArrayList<Long>();
    byte[] all = content.getBytes(US_ASCII);
    for (int at = 0; at < all.length; at += BodyReference.PIECE) {
      int end = Math.min(all.length, at + BodyReference.PIECE);
      offsets.add(piece(flow, id, Arrays.copyOfRange(all, at, end)));
      piece(flow, 'z', bytes("between").readAllBytes());
    }
    return body(id, content, offsets);
  }

  private long piece(FlowId flow, char id, byte[] piece) throws Exception {
    var key = String.valueOf(id).repeat(26).getBytes(US_ASCII);
    return producer
        .send(new ProducerRecord<>(FlowTopics.bodies(flow), 0, key, piece))
        .get(10, TimeUnit.SECONDS)
        .offset();
  }

  private static LargeBody body(char id, String content, List<Long> offsets) {
    var reference = new BodyReference(0, String.valueOf(id).repeat(26), content.length(), offsets);
    return new LargeBody(reference, content.length(), sha256(content));
  }

  private static String sha256(String content) {
    try {
      return Bodies.sha256(bytes(content));
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ByteArrayInputStream bytes(String content) {
    return new ByteArrayInputStream(content.getBytes(US_ASCII));
  }

  private static String output(String step) {
    return FlowTopics.output(Steps.FLOW, new StepName(step));
  }

  private void send(String topic, String message) throws Exception {
    send(topic, message, Map.of());
  }

  private void send(String topic, String message, Map<String, String> headers) throws Exception {
    topics.create(List.of(TopicSpec.messages(topic)));
    var record = new ProducerRecord<byte[], byte[]>(topic, message.getBytes(UTF_8));
    headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    producer.send(record).get(10, TimeUnit.SECONDS);
  }

  private static List<String> listed(Map<String, String> files) {
    return files.getOrDefault(FILES + "bodies.jsonl", "").lines().toList();
  }
}
