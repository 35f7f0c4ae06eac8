package io.tributary.faults.scenarios;

import io.tributary.faults.history.Checker;
import io.tributary.faults.history.Verdict;
import io.tributary.faults.process.Await;
import io.tributary.faults.product.DeployedFlow;
import io.tributary.faults.product.Poster;
import io.tributary.faults.product.ProductBed;
import io.tributary.faults.traffic.Letters;
import io.tributary.faults.traffic.Load;
import io.tributary.faults.traffic.StopWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Posts to one flow of the product and watches what comes out at one of its steps. */
final class ProductRun implements AutoCloseable {
  private static final Duration FIRST_MESSAGE = Duration.ofMinutes(2);
  private static final Duration NEXT_MESSAGE = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofSeconds(90);

  private final DeployedFlow flow;
  private final String step;
  private final StopWatch watch;
  private final Letters letters;
  private final Poster poster;
  private final Observation observation;
  private volatile boolean done;

  private ProductRun(
      DeployedFlow flow,
      String step,
      StopWatch watch,
      Letters letters,
      Poster poster,
      Observation observation) {
    this.flow = flow;
    this.step = step;
    this.watch = watch;
    this.letters = letters;
    this.poster = poster;
    this.observation = observation;
  }

  /** What is asked of messages is nothing, unless one is sent by {@link #letters}. */
  static ProductRun of(ProductBed bed, DeployedFlow flow, String step, long seed, int clients) {
    return of(bed, flow, step, seed, clients, 1);
  }

  /** The same, with each event posted so often. */
  static ProductRun of(
      ProductBed bed, DeployedFlow flow, String step, long seed, int clients, int repeats) {
    var watch = StopWatch.startNow(bed.clock());
    return new ProductRun(
        flow,
        step,
        watch,
        new Letters("p" + seed, flow.name(), seed, 1_000, _ -> Map.of()),
        new Poster(flow.hook(), clients, watch, repeats),
        new Observation(
            bed.cluster().bootstrap(), List.of(flow.output(step), flow.deadLetters()), watch));
  }

  DeployedFlow flow() {
    return flow;
  }

  StopWatch watch() {
    return watch;
  }

  Letters letters() {
    return letters;
  }

  Poster poster() {
    return poster;
  }

  Observation observation() {
    return observation;
  }

  /** Returns when a first message has come through. */
  void warmUp() throws Exception {
    poster.send(letters.next());
    if (!Await.until(FIRST_MESSAGE, () -> observation.arrived() > 0)) {
      throw new IllegalStateException(
          "the first message of %s did not arrive in %d s: read the logs in the run's folder"
              .formatted(flow.name(), FIRST_MESSAGE.toSeconds()));
    }
  }

  /** Waits until more has come out than so many; gives whether it did within a minute. */
  boolean awaitMoreThan(int arrived) throws Exception {
    return Await.until(NEXT_MESSAGE, () -> observation.arrived() > arrived);
  }

  /** An even stream until {@link #stop}; on a thread of its own. */
  Thread stream(int perSecond) {
    return Thread.ofPlatform()
        .daemon()
        .name("stream " + flow.name())
        .start(
            () -> {
              try {
                while (!done) {
                  new Load(perSecond, perSecond).run(letters, poster::send, () -> perSecond);
                }
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
            });
  }

  void stop(Thread stream) throws InterruptedException {
    done = true;
    stream.join();
    done = false;
  }

  /** Waits for all that was accepted, and judges. */
  Verdict judge() throws Exception {
    poster.close();
    observation.awaitAll(poster.accepted(), QUIET);
    return Checker.check(observation.finish(poster.sendings()), false);
  }

  /** For the report. */
  String answers() {
    return poster.byStatus().entrySet().stream()
        .map(
            answer ->
                answer.getKey() == 0
                    ? answer.getValue() + " × no answer"
                    : answer.getValue() + " × " + answer.getKey())
        .collect(Collectors.joining(", "));
  }

  /** The 99th percentile of accepted posts in spans that nothing disturbed. */
  long p99(Predicate<Poster.Post> counts) {
    var times =
        poster.posts().stream()
            .filter(post -> post.status() / 100 == 2)
            .filter(counts)
            .mapToLong(Poster.Post::tookMillis)
            .sorted()
            .toArray();
    return times.length == 0 ? -1 : times[(int) Math.ceil(times.length * 0.99) - 1];
  }

  /** Lets go of the flow's workers too: the next scenario has the machine for itself. */
  @Override
  public void close() throws IOException {
    done = true;
    poster.close();
    try {
      flow.pause();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Messages that a step holds, by the platform's own books. */
  long waiting() throws Exception {
    return flow.ledger(step).path("waiting").asLong();
  }
}
