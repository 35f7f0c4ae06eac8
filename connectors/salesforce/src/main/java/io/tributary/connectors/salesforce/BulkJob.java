package io.tributary.connectors.salesforce;

import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * A job of Bulk API 2.0, wherever it is on its way.
 *
 * @param path of its resource, below the version's
 */
record BulkJob(Salesforce salesforce, String path) {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LATER = Duration.ofSeconds(10);

  JsonNode now() {
    try {
      return Salesforce.tree(salesforce.attempt(Call.get(path)));
    } catch (ApiRefusal refusal) {
      if (refusal.status() == 404) {
        throw new GiveUp(
            "Salesforce: the job %s is not there any more; it is kept for seven days. Replay the message"
                .formatted(path));
      }
      throw refusal.sorted("Salesforce#/" + path);
    }
  }

  /**
   * The job once it is complete.
   *
   * @throws RetryLater while it is not: another attempt goes on with the same job
   */
  JsonNode complete() {
    long until = System.nanoTime() + PATIENCE.toNanos();
    var pause = PAUSE;
    while (true) {
      var job = now();
      var state = job.path("state").asString("");
      if (state.equals("JobComplete")) {
        return job;
      }
      if (state.equals("Failed") || state.equals("Aborted")) {
        throw new GiveUp(
            "Salesforce: the job %s is %s: %s. Correct columns, line endings or query, and replay"
                .formatted(path, state, job.path("errorMessage").asString("no reason is given")));
      }
      if (System.nanoTime() + pause.toNanos() > until) {
        throw new RetryLater("Salesforce: the job " + path + " is " + state, LATER);
      }
      sleep(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
              ? LONGEST_PAUSE
              : pause.multipliedBy(2);
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new RetryLater("stopped while waiting for a job", stopped);
    }
  }
}
