package io.tributary.runtime.evaluation;

import io.tributary.foundation.json.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Evaluates one expression for many messages. At most two children at a time; each has 96 MB, and a
 * message that takes longer than three seconds ends it: that message and those after it fail.
 */
@Component
public final class EvaluateMessages {
  private static final Duration EACH = Duration.ofSeconds(3);
  private static final Duration START = Duration.ofSeconds(15);
  private static final String LAUNCHER =
      "org.springframework.boot.loader.launch.PropertiesLauncher";

  private final Semaphore children = new Semaphore(2);

  /** One answer for each message, in their order. */
  public List<Evaluated> evaluate(String expression, List<JsonNode> messages) {
    children.acquireUninterruptibly();
    try {
      return inChild(expression, messages);
    } catch (IOException failure) {
      throw new IllegalStateException("No process for expressions could be started", failure);
    } finally {
      children.release();
    }
  }

  private static List<Evaluated> inChild(String expression, List<JsonNode> messages)
      throws IOException {
    var child = start();
    try {
      var in = child.outputWriter(StandardCharsets.UTF_8);
      var out = child.inputReader(StandardCharsets.UTF_8);
      var results = new ArrayList<Evaluated>();
      say(in, Json.write(expression));
      for (var message : messages) {
        results.add(answer(child, in, out, message, results.isEmpty() ? START : EACH));
      }
      return results;
    } finally {
      child.destroyForcibly();
    }
  }

  private static Evaluated answer(
      Process child, BufferedWriter in, BufferedReader out, JsonNode message, Duration patience) {
    var line =
        new FutureTask<>(
            () -> {
              say(in, message.toString());
              return out.readLine();
            });
    Thread.ofVirtual().name("evaluation").start(line);
    try {
      var text = line.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      // An answer is an object; what else comes is the process's own last word.
      if (text == null || !text.startsWith("{")) {
        return new Evaluated.Failed("it takes more memory than an expression has");
      }
      var answer = Json.tree(text);
      return answer.has("value")
          ? new Evaluated.Value(answer.path("value"))
          : new Evaluated.Failed(answer.path("failed").asString(""));
    } catch (TimeoutException late) {
      child.destroyForcibly();
      return new Evaluated.Failed("it takes longer than " + EACH.toSeconds() + " s");
    } catch (ExecutionException gone) {
      return new Evaluated.Failed("the evaluation ended before it answered");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      child.destroyForcibly();
      return new Evaluated.Failed("the evaluation was stopped");
    }
  }

  private static void say(BufferedWriter in, String line) throws IOException {
    in.write(line);
    in.newLine();
    in.flush();
  }

  private static Process start() throws IOException {
    var classPath = System.getProperty("java.class.path");
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djdk.serialFilter=!*",
                "-cp",
                classPath));
    if (String.valueOf(EvaluateMessages.class.getResource("EvaluateMessages.class"))
        .contains("BOOT-INF")) {
      // A jar of jars: its own launcher knows how to read it.
      command.add("-Dloader.main=" + EvaluationMain.class.getName());
      command.add(LAUNCHER);
    } else {
      command.add(EvaluationMain.class.getName());
    }
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    return builder.start();
  }
}
