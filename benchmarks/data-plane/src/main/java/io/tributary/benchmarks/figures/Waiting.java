package io.tributary.benchmarks.figures;

import io.tributary.benchmarks.figures.Values.Quantity;
import io.tributary.benchmarks.peers.Work;
import io.tributary.benchmarks.processes.Lab;
import io.tributary.benchmarks.sides.Job;
import io.tributary.benchmarks.sides.Side;
import io.tributary.benchmarks.sides.Side.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Messages per second of peers that wait for each message: all at once, since none of them needs
 * the processor. Counted by the end of the output, so for peers without transactions only.
 */
record Waiting(Lab lab, Duration measured) {
  private static final Duration START = Duration.ofSeconds(60);

  void measure(List<Side> sides, String names, int round, Values values) {
    var running = new LinkedHashMap<Side, Started>();
    try {
      for (var side : sides) {
        var job = new Job(Work.WAIT, Sources.ONE, List.of(names + "-" + running.size()), 1);
        lab.createTopic(job.output(), 1, Map.of());
        running.put(side, new Started(job, side.start(lab, job), new Outputs(lab, job)));
      }
      var late = awaitAll(running);
      long begun = System.nanoTime();
      var before = new ArrayList<Long>();
      running.values().forEach(started -> before.add(started.end()));
      Throughput.pause(measured.toNanos());
      double seconds = (System.nanoTime() - begun) / 1e9;
      int number = 0;
      for (var entry : running.entrySet()) {
        double rate = (entry.getValue().end() - before.get(number++)) / seconds;
        if (late.contains(entry.getKey())) {
          values.failed(
              "%s, %s, round %d: nothing came out"
                  .formatted(Figure.WAIT.title(), entry.getKey().name(), round));
        } else {
          values.add(Figure.WAIT, entry.getKey().name(), Quantity.MESSAGES_PER_SECOND, round, rate);
        }
      }
    } finally {
      running.values().parallelStream().forEach(Started::close);
      running.values().forEach(started -> lab.deleteTopics(Set.of(started.job().output())));
    }
  }

  private static Set<Side> awaitAll(Map<Side, Started> running) {
    var missing = new java.util.HashSet<>(running.keySet());
    long limit = System.nanoTime() + START.toNanos();
    while (!missing.isEmpty() && System.nanoTime() < limit) {
      missing.removeIf(side -> java.util.Objects.requireNonNull(running.get(side)).end() > 5);
      Throughput.pause(Duration.ofMillis(50).toNanos());
    }
    return missing;
  }

  private record Started(Job job, Running running, Outputs outputs) {
    long end() {
      return outputs.ends().values().iterator().next();
    }

    void close() {
      outputs.close();
      running.close();
    }
  }
}
