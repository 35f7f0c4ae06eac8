package io.tributary.runtime.evaluation;

import io.tributary.expressions.Mapping;
import io.tributary.expressions.MappingFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The child: reads the expression, then one message a line, and answers each with a line. It has no
 * secret, and nothing in its environment.
 */
public final class EvaluationMain {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private EvaluationMain() {}

  public static void main(String[] arguments) throws IOException {
    // What a library prints must not stand among the answers.
    var answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var expression = JSON.readValue(in.readLine(), String.class);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      answers.println(JSON.writeValueAsString(answer(expression, line)));
    }
  }

  private static Map<String, ?> answer(String expression, String line) {
    try {
      var value = new Mapping(expression).evaluate(JSON.readValue(line, Object.class), Map.of());
      return value == null
          ? Map.of("failed", "it gives nothing for this message")
          : Map.of("value", value);
    } catch (MappingFailed failure) {
      return Map.of("failed", String.valueOf(failure.getMessage()));
    } catch (JacksonException notJson) {
      return Map.of("failed", "the message is not JSON");
    }
  }
}
