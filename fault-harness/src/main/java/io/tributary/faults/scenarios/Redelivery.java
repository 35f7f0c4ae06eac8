package io.tributary.faults.scenarios;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.faults.bed.TestBed.Outage;
import io.tributary.faults.plan.Fault;
import io.tributary.faults.plan.Strike;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How long work stood after a kill, out of what the runners wrote down. After a worker's kill:
 * until each message that it had begun was begun elsewhere. After a runner's kill: for each
 * partition that it owned, until the next owner began a message of it. Apart where something else
 * was missing too: a broker, or after a worker's kill a runner.
 */
record Redelivery(
    List<Long> afterWorker,
    List<Long> afterReturn,
    List<Long> afterRunner,
    List<Long> withoutMore) {
  private static final Duration RELATED = Duration.ofSeconds(30);

  /** So long after a kill a runner's work may still stand. */
  private static final Duration ABSENCE = Duration.ofSeconds(20);

  static Redelivery of(Ends ends, Set<String> failing, List<Strike> strikes, List<Outage> outages) {
    var redelivery =
        new Redelivery(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    redelivery.addWorkers(ends, failing, strikes, outages);
    redelivery.addRunners(ends, strikes, outages);
    return redelivery;
  }

  void addTo(Map<String, String> figures) {
    figures.put("redelivered after kill -9 of a worker", text(afterWorker, 1_000));
    figures.put(
        "runner started again at once, until its partition went on", text(afterReturn, 15_000));
    figures.put(
        "runner stayed away, until its partition went on elsewhere", text(afterRunner, 15_000));
    figures.put("any of these, while something else was missing too", text(withoutMore, 15_000));
  }

  private void addWorkers(
      Ends ends, Set<String> failing, List<Strike> strikes, List<Outage> outages) {
    for (var event : ends.all()) {
      if (event.attempt() < 2 || failing.contains(event.execution())) {
        continue;
      }
      strikes.stream()
          .filter(strike -> strike.fault() instanceof Fault.KillWorker)
          .filter(strike -> strike.step().equals(event.step().value()))
          .filter(strike -> isWithin(strike.at(), event.startedAt()))
          .max(Comparator.comparing(Strike::at))
          .ifPresent(
              strike -> {
                var next = event.startedAt();
                boolean more =
                    isTouched(outages, strike.at(), next)
                        || !runnerOf(Objects.requireNonNullElse(event.worker(), ""))
                            .equals(runnerOf(strike.who()))
                        || strikes.stream().anyMatch(one -> isAbsence(one, strike, next));
                (more ? withoutMore : afterWorker)
                    .add(Duration.between(strike.at(), next).toMillis());
              });
    }
  }

  /** Whether the worker's own runner may have been missing in between. */
  private static boolean isAbsence(Strike one, Strike worker, Instant next) {
    return one.fault() instanceof Fault.KillRunner
        && one.who().equals(runnerOf(worker.who()))
        && one.at().isBefore(next)
        && one.at().plus(ABSENCE).isAfter(worker.at());
  }

  /** A worker's name begins with its runner's. */
  private static String runnerOf(String worker) {
    return worker.substring(0, Math.max(0, worker.indexOf('-')));
  }

  private static boolean isTouched(List<Outage> outages, Instant from, Instant to) {
    return outages.stream().anyMatch(outage -> outage.touches(from, to));
  }

  private void addRunners(Ends ends, List<Strike> strikes, List<Outage> outages) {
    var partitions =
        ends.all().stream()
            .collect(
                Collectors.groupingBy(
                    event -> event.step() + " " + event.topic() + " " + event.partition(),
                    TreeMap::new,
                    Collectors.toList()));
    for (var strike : strikes) {
      if (!(strike.fault() instanceof Fault.KillRunner)) {
        continue;
      }
      for (var partition : partitions.values()) {
        takenOver(strike, partition)
            .ifPresent(
                next ->
                    samplesOf(strike, isTouched(outages, strike.at(), next))
                        .add(Duration.between(strike.at(), next).toMillis()));
      }
    }
  }

  private List<Long> samplesOf(Strike strike, boolean brokerMissing) {
    if (brokerMissing) {
      return withoutMore;
    }
    return strike.fault() instanceof Fault.KillRunner(_, _, var away) && away.isZero()
        ? afterReturn
        : afterRunner;
  }

  /** When the next owner began, where the partition was the killed runner's. */
  private static Optional<Instant> takenOver(Strike strike, List<StepEvent> partition) {
    boolean owned =
        partition.stream()
            .filter(event -> event.endedAt().isBefore(strike.at()))
            .max(Comparator.comparing(StepEvent::endedAt))
            .map(StepEvent::worker)
            .filter(worker -> worker.startsWith(strike.who() + "-"))
            .isPresent();
    return owned
        ? partition.stream()
            .map(StepEvent::startedAt)
            .filter(started -> started.isAfter(strike.at()))
            .min(Comparator.naturalOrder())
        : Optional.empty();
  }

  private static boolean isWithin(Instant from, Instant moment) {
    return !moment.isBefore(from) && moment.isBefore(from.plus(RELATED));
  }

  private static String text(List<Long> samples, long limit) {
    if (samples.isEmpty()) {
      return "no sample";
    }
    return "p50 %d ms, p99 %d ms, longest %d ms of %d (to reach: p99 <= %d ms)"
        .formatted(
            percentile(samples, 0.5),
            percentile(samples, 0.99),
            Collections.max(samples),
            samples.size(),
            limit);
  }

  private static long percentile(List<Long> samples, double share) {
    var sorted = samples.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
  }
}
