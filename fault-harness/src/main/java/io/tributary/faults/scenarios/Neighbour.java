package io.tributary.faults.scenarios;

import io.tributary.faults.process.Await;
import io.tributary.faults.product.DeployedFlow;
import io.tributary.faults.product.Poster.Post;
import io.tributary.faults.product.ProductBed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A flow of another organization that has to go on as if nothing were. */
final class Neighbour implements AutoCloseable {
  private static final int CLIENTS = 4;
  private static final double RATE = 0.9;

  /** Before, what is measured is how fast code becomes fast. */
  private static final Duration WARM = Duration.ofMinutes(2);

  private static final int SLOWER = 2;
  // Below this a p99 is noise of the machine.
  private static final long NOISE_MILLIS = 100;
  private static final long NOISE_AT_THE_DOOR_MILLIS = 20;

  private final ProductRun run;
  private final Thread stream;
  private final int perSecond;
  private long baseline;
  private long doorBaseline;

  private Neighbour(ProductRun run, Thread stream, int perSecond) {
    this.run = run;
    this.stream = stream;
    this.perSecond = perSecond;
  }

  /** Messages pass from here on. */
  static Neighbour start(ProductBed bed, DeployedFlow flow, long seed, int perSecond)
      throws Exception {
    var run = ProductRun.of(bed, flow, "shape", seed, CLIENTS);
    run.warmUp();
    return new Neighbour(run, run.stream(perSecond), perSecond);
  }

  long now() {
    return run.watch().millis();
  }

  /** How it is when nobody disturbs it, once it is warm. */
  void measureBaseline(Duration time) throws InterruptedException {
    Await.pause(WARM);
    long from = now();
    Await.pause(time);
    long to = now();
    baseline = p99(from, to);
    doorBaseline = p99AtTheDoor(from, to);
  }

  /** Judges the time since. */
  void judge(long from, boolean judgesTimes, List<String> broken, Map<String, String> figures) {
    long to = now();
    long came = run.observation().writtenBetween(from, to);
    double due = perSecond * (to - from) / 1_000.0;
    long p99 = p99(from, to);
    figures.put(
        "the neighbour",
        "%.0f %% of its rate (to reach: 90), p99 from post to the end of its flow %d ms, undisturbed %d ms (to reach: twice that)"
            .formatted(100 * came / due, p99, baseline));
    if (came < RATE * due) {
      broken.add("the neighbour got %d of %.0f messages through".formatted(came, due));
    }
    if (judgesTimes && p99 > SLOWER * Math.max(NOISE_MILLIS, baseline)) {
      broken.add("the neighbour's p99 went from %d to %d ms".formatted(baseline, p99));
    }
  }

  /** Judges what its callers heard in the time since: who floods must not be felt at the door. */
  void judgeDoor(long from, boolean judgesTimes, List<String> broken, Map<String, String> figures) {
    long to = now();
    long p99 = p99AtTheDoor(from, to);
    long refused =
        run.poster().posts().stream()
            .filter(post -> isWithin(post, from, to) && post.status() / 100 != 2)
            .count();
    figures.put(
        "the neighbour at the door",
        "p99 %d ms, undisturbed %d ms (to reach: twice that, or %d ms), %d errors"
            .formatted(p99, doorBaseline, SLOWER * NOISE_AT_THE_DOOR_MILLIS, refused));
    if (refused > 0) {
      broken.add("%d posts of the neighbour were not taken".formatted(refused));
    }
    if (judgesTimes && p99 > SLOWER * Math.max(NOISE_AT_THE_DOOR_MILLIS, doorBaseline)) {
      broken.add(
          "the neighbour's p99 at the door went from %d to %d ms".formatted(doorBaseline, p99));
    }
  }

  /** Ends its messages; gives sentences where one was lost or doubled. */
  List<String> finish() throws Exception {
    run.stop(stream);
    var verdict = run.judge();
    return verdict.isClean() ? List.of() : List.of("the neighbour: " + verdict.text());
  }

  @Override
  public void close() throws IOException {
    run.close();
  }

  private long p99AtTheDoor(long from, long to) {
    return run.p99(post -> isWithin(post, from, to));
  }

  private static boolean isWithin(Post post, long from, long to) {
    long at = post.sending().invokedAt();
    return at >= from && at <= to;
  }

  private long p99(long from, long to) {
    return run.observation().p99(run.poster().sendings(), from, to);
  }
}
