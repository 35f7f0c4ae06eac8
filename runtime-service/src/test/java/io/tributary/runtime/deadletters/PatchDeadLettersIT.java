package io.tributary.runtime.deadletters;

import static io.tributary.runtime.deployments.Steps.FLOW;
import static io.tributary.runtime.deployments.Steps.aStep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.persistence.ActsFor;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.deadletters.DeadLetters.Selection;
import io.tributary.runtime.deadletters.PatchDeadLetters.Patched;
import io.tributary.runtime.deployments.InMemoryDeployments;
import io.tributary.runtime.evaluation.EvaluateMessages;
import io.tributary.runtime.masking.FindMask;
import io.tributary.runtime.support.RealPostgres;
import io.tributary.runtime.topics.InMemoryTopics;
import io.tributary.runtime.topics.TopicSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Dead letters of a step whose component calls {@code card} secret, and expressions over them. */
@ActsFor("acme")
class PatchDeadLettersIT {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String DEAD = FlowTopics.deadLetters(FLOW);
  private static final String SECRET = "4111 2222 3333 4444";
  private static final Selection ALL = Selection.ofExecutions(FLOW, Set.of());
  private static final String MANIFEST =
      """
      {"title": "CMS", "description": "d", "version": "1.0.0", "language": "java",
       "actions": {"run": {"title": "Run", "main": "a.Run",
         "metadata": {"in": {"properties": {"card": {"writeOnly": true}}}}}},
       "triggers": {"run": {"title": "Run", "main": "a.Run", "type": "webhook"}}}
      """;

  private final RealPostgres postgres = RealPostgres.empty();
  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final DeadLetters letters = PostgresDeadLettersForTests.over(postgres);
  private final InMemoryTopics topics = new InMemoryTopics();
  private final InMemoryDeployments deployments = new InMemoryDeployments();
  private final InMemoryComponents components = new InMemoryComponents();
  private final FindMask masks = new FindMask(deployments, components);
  private final ReadDeadLetter read = new ReadDeadLetter(topics);
  private final PatchDeadLetters patch =
      new PatchDeadLetters(
          letters, new ReadPatchSubjects(read, masks), new EvaluateMessages(), clock);
  private final RestoreHidden restore = new RestoreHidden(read, masks);

  @BeforeEach
  void giveUp() {
    components.list(InMemoryComponents.listing("northwind/cms-push@1.0.0", 'a', MANIFEST));
    deployments.assign(FLOW, List.of(aStep("form").build(), aStep("cms").after("form").build()));
    topics.create(List.of(TopicSpec.messages(DEAD)));
    topics.write(DEAD, "{\"card\": \"%s\", \"name\": \"Ada\"}".formatted(SECRET), NOON);
    postgres.flow(FLOW.value(), "acme");
    letters.record(List.of(letter()));
  }

  @Test
  void aSecretThatTheExpressionMovesIsHiddenWhereverItGoes() {
    var shown =
        preview(
            """
            {"name": name, "memo": card, "text": "card " & card, "list": [name, card],
             "card": card}
            """);

    assertThat(shown.after())
        .isEqualTo(
            Json.tree(
                """
                {"name": "Ada", "memo": "***", "text": "***", "list": ["Ada", "***"],
                 "card": "***"}
                """));
    assertThat(shown.before()).isEqualTo(Json.tree("{\"card\": \"***\", \"name\": \"Ada\"}"));
  }

  @Test
  void whatIsWorkedOutFromASecretIsHiddenToo() {
    var shown =
        preview(
            """
            {"name": $uppercase(name), "end": $substring(card, 15),
             "bare": $replace(card, " ", ""), "code": $base64encode(card),
             "length": $length(card)}
            """);

    assertThat(shown.after())
        .isEqualTo(
            Json.tree(
                """
                {"name": "ADA", "end": "***", "bare": "***", "code": "***", "length": "***"}
                """));
    assertThat(preview("{ card: name }").after()).isEqualTo(Json.tree("\"***\""));
  }

  @Test
  void whatFailsWithoutTheSecretIsHiddenWhole() {
    var shown = preview("{\"name\": name, \"number\": $number($replace(card, \" \", \"\"))}");

    assertThat(shown.after()).isEqualTo(Json.tree("\"***\""));
    assertThat(shown.failed()).isNull();
  }

  @Test
  void reasonOfAFailureIsSaidWhereItHoldsNoSecret() {
    assertThat(preview("$error(\"no: \" & card)").failed())
        .doesNotContain("4111")
        .contains("hidden");
    assertThat(preview("$error(\"no: \" & name)").failed()).contains("Ada");
  }

  @Test
  void copyHoldsTheSecretAndIsSeenWithoutItAlsoAfterAnotherChange() {
    patch.patch(ACME, ALL, "{\"name\": name, \"memo\": card}", "ada", 10);

    assertThat(body()).isEqualTo(Json.tree("{\"name\":\"Ada\",\"memo\":\"%s\"}".formatted(SECRET)));
    assertThat(seen()).isEqualTo(Json.tree("{\"name\":\"Ada\",\"memo\":\"***\"}"));
    assertThat(preview("{\"again\": memo}").after()).isEqualTo(Json.tree("{\"again\":\"***\"}"));

    patch.patch(ACME, ALL, "$merge([$, {\"name\": \"Grace\"}])", "ada", 10);

    assertThat(body())
        .isEqualTo(Json.tree("{\"name\":\"Grace\",\"memo\":\"%s\"}".formatted(SECRET)));
    assertThat(seen()).isEqualTo(Json.tree("{\"name\":\"Grace\",\"memo\":\"***\"}"));
  }

  @Test
  void whatIsHiddenInACopyKeepsItsValueWhenAPersonChangesTheRest() {
    patch.patch(ACME, ALL, "{\"name\": name, \"memo\": card}", "ada", 10);

    var restored = restore.restore(found(), Json.tree("{\"name\": \"Grace\", \"memo\": \"***\"}"));

    assertThat(restored)
        .isEqualTo(Json.tree("{\"name\":\"Grace\",\"memo\":\"%s\"}".formatted(SECRET)));
  }

  private Patched preview(String expression) {
    return patch.preview(ACME, ALL, expression, 20).getFirst();
  }

  private DeadLetter found() {
    return letters.find(ACME, letter().id()).orElseThrow();
  }

  private JsonNode body() {
    return tree(found().edit().orElseThrow().body());
  }

  /** The copy as the API shows it. */
  private JsonNode seen() {
    var letter = found();
    var mask = masks.before(FLOW, letter.step());
    var view = DeadLetterView.of(letter, null, read.read(letter).value(), Map.of(), mask);
    assertThat(Json.write(view)).doesNotContain("4111");
    return view.edited();
  }

  private static JsonNode tree(byte[] body) {
    return Json.tree(new String(body, UTF_8));
  }

  private static DeadLetter letter() {
    return new DeadLetter(
        FLOW + ".0.0",
        ACME,
        FLOW,
        new StepName("cms"),
        "run-1",
        "m1",
        "give-up",
        "Error",
        "text",
        "cause",
        1,
        "sha256:0",
        2,
        NOON,
        DEAD,
        0,
        0,
        0,
        new DeadLetterState.Open(NOON),
        Optional.empty());
  }
}
