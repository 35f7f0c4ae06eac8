package io.tributary.runner.delivery;

import static io.tributary.runner.delivery.Bench.record;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.runner.delivery.Ending.Dead;
import io.tributary.runner.delivery.Ending.Emitted;
import io.tributary.runner.delivery.Ending.Output;
import io.tributary.runner.delivery.Ending.Reply;
import io.tributary.runner.support.Assignments;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class PublicationTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void sameMessageGivesTheSameIdsEveryTime() {
    var publication = publication(aStep("work").after("before"));
    var finished = finished(record(3, "k", "{}"), emitted("1", "2"));

    var first = publication.of(finished).records();
    var again = publication.of(finished).records();

    assertThat(ids(first)).isEqualTo(ids(again)).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void outputCarriesWhatItCameFrom() {
    var record = record(3, "k", "{}");
    record
        .headers()
        .add(MessageHeaders.REPLY_TO, bytes("tributary.replies.a"))
        .add(
            MessageHeaders.TRACEPARENT,
            bytes("00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01"));

    var output =
        publication(aStep("work").after("before"))
            .of(finished(record, emitted("1")))
            .records()
            .getFirst();

    assertThat(output.topic()).isEqualTo("flow.flow0001.work.out");
    assertThat(output.key()).isEqualTo(bytes("k"));
    assertThat(header(output, MessageHeaders.EXECUTION)).isEqualTo("run-3");
    assertThat(header(output, MessageHeaders.PARENT)).isEqualTo("0-3");
    assertThat(header(output, MessageHeaders.CE_SOURCE)).isEqualTo("/flows/flow0001/steps/work");
    assertThat(header(output, MessageHeaders.CE_TIME)).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(header(output, MessageHeaders.REPLY_TO)).isEqualTo("tributary.replies.a");
    assertThat(header(output, MessageHeaders.TRACEPARENT)).startsWith("00-1111");
  }

  @Test
  void earlierOutputsGoOnAsFarAsTheyAreCarried() {
    var record = record(3, "k", " {\"b\": [1, \"}\"]} ");
    record.headers().add(MessageHeaders.STEPS, bytes("{\"form\":{\"a\":1},\"old\":2}"));

    var output =
        publication(aStep("work").after("before").carrying("form", "before"))
            .of(finished(record, emitted("1")))
            .records()
            .getFirst();

    assertThat(header(output, MessageHeaders.STEPS))
        .contains("\"form\":{\"a\":1}")
        .contains("\"before\": {\"b\": [1, \"}\"]} ")
        .doesNotContain("old");
  }

  @Test
  void bodyThatWouldBreakOutOfTheCarriedObjectIsDead() {
    var record = record(3, "k", "1},\"other\":{\"a\":1}");

    var published =
        publication(aStep("work").after("before").carrying("before"))
            .of(finished(record, emitted("1")));

    assertThat(published.dead()).isTrue();
    assertThat(header(published.records().getFirst(), MessageHeaders.DEAD_KIND))
        .isEqualTo("invalid-input");
  }

  @Test
  void deadLetterIsTheMessageWholeAndWhy() {
    var record = record(3, "k", "not json");
    record.headers().add("other", bytes("kept"));

    var letter =
        publication(aStep("work").after("before"))
            .of(finished(record, new Dead("give-up", "example.Broken", "no\nway")))
            .records()
            .getFirst();

    assertThat(letter.topic()).isEqualTo("flow.flow0001.dead");
    assertThat(letter.value()).isEqualTo(bytes("not json"));
    assertThat(header(letter, "other")).isEqualTo("kept");
    assertThat(header(letter, MessageHeaders.DEAD_STEP)).isEqualTo("work");
    assertThat(header(letter, MessageHeaders.DEAD_OFFSET)).isEqualTo("3");
    assertThat(header(letter, MessageHeaders.DEAD_ATTEMPTS)).isEqualTo("2");
    assertThat(header(letter, MessageHeaders.DEAD_MESSAGE)).isEqualTo("no\\nway");
  }

  @Test
  void outputLargerThanItsTopicTakesIsDead() {
    var published =
        publication(aStep("work").after("before"))
            .of(finished(record(3, "k", "{}"), emitted("1", "x".repeat(20_000))));

    assertThat(published.dead()).isTrue();
    assertThat(header(published.records().getFirst(), MessageHeaders.DEAD_KIND))
        .isEqualTo("too-large");
    assertThat(published.records()).noneMatch(sent -> sent.topic().endsWith(".out"));
  }

  @Test
  void replyGoesWhereTheCallerWaitsAndNowhereElse() {
    var waited = record(3, "k", "{}");
    waited.headers().add(MessageHeaders.REPLY_TO, bytes("tributary.replies.a"));
    var tricked = record(4, "k", "{}");
    tricked.headers().add(MessageHeaders.REPLY_TO, bytes("tributary.steps"));
    var reply = new Emitted(List.of(), new Reply(201, Map.of("location", "/x"), bytes("ok")));
    var publication = publication(aStep("work").after("before"));

    var sent = publication.of(finished(waited, reply));
    var refused = publication.of(finished(tricked, reply));

    assertThat(sent.replyTopic()).isEqualTo("tributary.replies.a");
    assertThat(sent.records().getFirst().key()).isEqualTo(bytes("run-3"));
    assertThat(header(sent.records().getFirst(), MessageHeaders.REPLY_STATUS)).isEqualTo("201");
    assertThat(header(sent.records().getFirst(), "tributary-reply-header.location"))
        .isEqualTo("/x");
    assertThat(refused.records()).isEmpty();
  }

  @Test
  void whatIsGivenUpGoesIntoTheErrorBranchWhereThereIsOne() {
    var record = record(3, "k", " {\"a\":1} ");
    record.headers().add(MessageHeaders.REPLY_TO, bytes("tributary.replies.a"));
    var publication = publication(aStep("work").after("before").withErrorBranch());

    var error =
        publication
            .of(finished(record, new Dead("timeout", "WorkerLost", "a \"b\"")))
            .records()
            .getFirst();
    var text =
        publication
            .of(finished(record(4, "k", "no json"), new Dead("give-up", "X", "")))
            .records()
            .getFirst();

    assertThat(error.topic()).isEqualTo("flow.flow0001.work.errors");
    assertThat(new String(error.value(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"message\": {\"a\":1} ,\"error\":{\"step\":\"work\",\"kind\":\"timeout\","
                + "\"error\":\"WorkerLost\",\"message\":\"a \\\"b\\\"\",\"attempts\":2,"
                + "\"at\":\"2026-11-23T12:00:00Z\"}}");
    assertThat(header(error, MessageHeaders.REPLY_TO)).isEqualTo("tributary.replies.a");
    assertThat(header(error, MessageHeaders.PARENT)).isEqualTo("0-3");
    assertThat(text.value()).startsWith(bytes("{\"message\":\"no json\""));
  }

  @Test
  void errorThatItsTopicWouldNotTakeIsADeadLetter() {
    var letter =
        publication(aStep("work").after("before").withErrorBranch())
            .of(finished(record(3, "k", "x".repeat(20_000)), new Dead("give-up", "X", "")))
            .records()
            .getFirst();

    assertThat(letter.topic()).isEqualTo("flow.flow0001.dead");
  }

  static Publication publication(Assignments assignment) {
    return new Publication(
        assignment.build(),
        new RecordLimits(10_000, 10_000, 10_000, 10_000, 10_000),
        event -> bytes(event.toString()));
  }

  static Finished finished(ConsumerRecord<byte[], byte[]> record, Ending ending) {
    return new Finished(record, 0, List.of(), ending, 2, NOW, NOW, "w1", null);
  }

  static Emitted emitted(String... bodies) {
    return new Emitted(
        java.util.Arrays.stream(bodies).map(body -> new Output(null, bytes(body))).toList(), null);
  }

  private static List<String> ids(List<ProducerRecord<byte[], byte[]>> records) {
    return records.stream()
        .filter(record -> record.topic().endsWith(".out"))
        .map(record -> header(record, MessageHeaders.CE_ID))
        .toList();
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
