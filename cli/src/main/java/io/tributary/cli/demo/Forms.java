package io.tributary.cli.demo;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A web form's posts, as a browser sends them. */
final class Forms {
  private static final int CALLERS = 8;
  private static final Duration REST = Duration.ofMillis(200);
  private static final int PATIENCE = 100;

  private final Http http;
  private final URI hook;

  Forms(Http http, URI hook) {
    this.http = http;
    this.hook = hook;
  }

  /**
   * One posted form and its answer.
   *
   * @param nanos from the post to the answer
   */
  record Posted(String mark, HttpResponse<String> answer, long nanos) {}

  /** Posts one form; the mark is part of what it says, so that its traces can be counted. */
  Posted post(String mark) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("name", "Ada Lovelace " + mark);
    fields.put("email", mark + "@example.test");
    fields.put("interest", "Analytical engine");
    fields.put("message", "Please tell me more (" + mark + ").");
    var request =
        HttpRequest.newBuilder(hook)
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(Login.form(fields)))
            .build();
    for (int attempt = 1; ; attempt++) {
      long begun = System.nanoTime();
      var answer = http.send(request);
      // Not accepted, and said so: a caller posts again.
      if (answer.statusCode() == 503 && attempt < PATIENCE) {
        LockSupport.parkNanos(REST.toNanos());
        continue;
      }
      return new Posted(mark, answer, System.nanoTime() - begun);
    }
  }

  /** Posts many, several callers at once; runs the given act when a quarter is under way. */
  List<Posted> postMany(List<String> marks, Runnable amid) {
    var tasks = new ArrayList<Callable<Posted>>();
    for (int i = 0; i < marks.size(); i++) {
      var mark = marks.get(i);
      boolean quarter = i == marks.size() / 4;
      tasks.add(
          () -> {
            if (quarter) {
              amid.run();
            }
            return post(mark);
          });
    }
    try (var callers = Executors.newFixedThreadPool(CALLERS)) {
      var posted = new ArrayList<Posted>();
      for (var result : callers.invokeAll(tasks)) {
        posted.add(result.get());
      }
      return posted;
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof DemoFailed told
          ? told
          : new DemoFailed("A post failed.", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DemoFailed("interrupted", stopped);
    }
  }
}
