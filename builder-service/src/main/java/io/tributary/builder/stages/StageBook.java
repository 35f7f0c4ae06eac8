package io.tributary.builder.stages;

import io.tributary.builder.log.BuildLog;
import io.tributary.builder.log.LogRecord.StageResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps how each stage of one build went, and tells the log. Used by one thread. */
public final class StageBook {
  private final BuildLog log;
  private final Map<StageName, StageResult> results = new EnumMap<>(StageName.class);
  private @Nullable StageName current;
  private long startedAt;

  public StageBook(BuildLog log) {
    this.log = log;
  }

  /** A stage's work. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws StageFailed, IOException, InterruptedException;
  }

  /** What a stage's outcome reads like. */
  @FunctionalInterface
  interface Summary<T> {
    String of(T outcome);
  }

  <T> T run(StageName stage, Work<T> work, Summary<T> summary)
      throws StageFailed, IOException, InterruptedException {
    current = stage;
    startedAt = System.nanoTime();
    var outcome = work.run();
    end("ok", summary.of(outcome));
    return outcome;
  }

  /** The stage at work, if any, ended without an outcome. */
  public void endCurrent(String result, String summary) {
    if (current != null) {
      end(result, summary);
    }
  }

  /** The stage at work, or the first. */
  public StageName current() {
    return current == null ? StageName.FETCH : current;
  }

  /** Every stage in order; a dash for those never reached. */
  public List<StageResult> results() {
    var all = new ArrayList<StageResult>();
    for (var stage : StageName.values()) {
      var result = results.get(stage);
      all.add(result == null ? new StageResult(stage.word(), "–", null) : result);
    }
    return all;
  }

  private void end(String result, String summary) {
    var stage = current();
    long millis = (System.nanoTime() - startedAt) / 1_000_000;
    results.put(stage, new StageResult(stage.word(), result, millis));
    current = null;
    log.stageEnded(stage.word(), result, millis, summary);
  }
}
