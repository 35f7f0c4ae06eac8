package io.tributary.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.foundation.json.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EvaluateMessagesTest {
  private final EvaluateMessages evaluate = new EvaluateMessages();

  @Test
  void eachMessageHasAnAnswerOfItsOwn() {
    var answers =
        evaluate.evaluate(
            "{ \"sum\": a + 1 }", messages("{\"a\": 1}", "{\"a\": \"text\"}", "{\"a\": 3}"));

    assertThat(answers.get(0)).isEqualTo(new Evaluated.Value(Json.tree("{\"sum\": 2}")));
    assertThat(answers.get(1)).isInstanceOf(Evaluated.Failed.class);
    assertThat(answers.get(2)).isEqualTo(new Evaluated.Value(Json.tree("{\"sum\": 4}")));
  }

  @Test
  void brokenExpressionFailsWithItsPlace() {
    var answers = evaluate.evaluate("{ \"sum\": ", messages("{}"));

    assertThat(answers).singleElement().isInstanceOf(Evaluated.Failed.class);
  }

  @Test
  void expressionThatNeverEndsIsEndedWithItsProcess() {
    long began = System.nanoTime();
    var answers =
        evaluate.evaluate(
            "$match(text, /(a+)+b/)",
            messages("{\"text\": \"aab\"}", "{\"text\": \"" + "a".repeat(60) + "c\"}", "{}"));

    assertThat(answers.get(0)).isInstanceOf(Evaluated.Value.class);
    assertThat(answers.get(1)).isInstanceOf(Evaluated.Failed.class);
    assertThat(answers.get(2)).isInstanceOf(Evaluated.Failed.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(25));
  }

  @Test
  void expressionThatGrowsIsEndedWithItsProcess() {
    var answers =
        evaluate.evaluate(
            "($f := function($a) { $f($append($a, $a)) }; $f([1..1000]))", messages("{}"));

    assertThat(answers).singleElement().isInstanceOf(Evaluated.Failed.class);
  }

  private static List<JsonNode> messages(String... json) {
    return java.util.Arrays.stream(json).map(Json::tree).toList();
  }
}
