package io.tributary.benchmarks.figures;

import io.tributary.benchmarks.figures.Values.Quantity;
import io.tributary.benchmarks.peers.IdleConsumer;
import io.tributary.benchmarks.peers.Work;
import io.tributary.benchmarks.processes.Children.Program;
import io.tributary.benchmarks.processes.Cpu;
import io.tributary.benchmarks.processes.Lab;
import io.tributary.benchmarks.sides.Job;
import io.tributary.benchmarks.sides.StepSide;
import io.tributary.contracts.steps.StepAssignment.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * CPU of steps and consumers to which nothing comes: all at once, since they need next to nothing.
 * An assignment costs the difference between a runner with several and a runner with none.
 */
record Idle(Lab lab, Duration settle, Duration measured) {
  static final String RUNNER = "a runner without assignments";
  static final String HOST = "the idle component host of a step";
  private static final int STEPS = 5;
  private static final StepSide OURS = new StepSide("ours", Delivery.EXACTLY_ONCE, 1, 1);

  /** Measures several times after each other, as rounds. */
  void measure(String name, int windows, Values values) {
    var job = job(name);
    var none = new Job(Work.PASS, job.source(), List.of(), job.partitions());
    job.topics().forEach(topic -> lab.createTopic(topic, job.partitions(), Map.of()));
    try {
      var bare = bare(none, name + "-bare", windows, values);
      var loaded = beside(job, name, windows, values);
      for (int window = 0; window < windows; window++) {
        add(RUNNER, window, bare.get(window), values);
        add(
            Figure.IDLE_ASSIGNMENT,
            window,
            (loaded.get(window) - bare.get(window)) / STEPS,
            values);
      }
    } finally {
      lab.deleteTopics(Set.copyOf(job.topics()));
    }
  }

  /** A runner's CPU in ms per second, when it has settled. */
  private List<Double> bare(Job none, String name, int windows, Values values) {
    try (var team = OURS.start(lab, none, name)) {
      Throughput.pause(settle.plusSeconds(2).toNanos());
      return windows(team, Map.of(), windows, values);
    }
  }

  private List<Double> windows(
      StepSide.Team team, Map<String, Process> consumers, int windows, Values values) {
    var spent = new ArrayList<Double>();
    for (int window = 0; window < windows; window++) {
      var hosts = team.workers(0).stream().map(Process::toHandle).toList();
      var before = new LinkedHashMap<String, Long>();
      consumers.forEach((side, each) -> before.put(side, Cpu.nanos(each.toHandle())));
      long host = Cpu.nanos(hosts);
      long runner = Cpu.nanos(team.runnerProcesses());
      Throughput.pause(measured.toNanos());
      spent.add(perSecond(Cpu.nanos(team.runnerProcesses()) - runner));
      if (!hosts.isEmpty()) {
        add(HOST, window, perSecond(Cpu.nanos(hosts) - host) / hosts.size(), values);
      }
      for (var side : before.entrySet()) {
        var process = Objects.requireNonNull(consumers.get(side.getKey()));
        add(
            side.getKey(),
            window,
            perSecond(Cpu.nanos(process.toHandle()) - side.getValue()),
            values);
      }
    }
    return spent;
  }

  /** The runner with its steps, and consumers that do as little: at the same time. */
  private List<Double> beside(Job job, String name, int windows, Values values) {
    var consumers = new LinkedHashMap<String, Process>();
    try {
      consumers.put("a kafka-clients consumer, new protocol", consumer(job, name, "consumer", 500));
      consumers.put(
          "a kafka-clients consumer, classic protocol", consumer(job, name, "classic", 500));
      consumers.put(
          "a kafka-clients consumer, classic protocol, fetches wait 10 s",
          consumer(job, name, "classic", 10_000));
      try (var team = OURS.start(lab, job, name)) {
        awaitWorkers(team, job.steps().size());
        Throughput.pause(settle.toNanos());
        return windows(team, consumers, windows, values);
      }
    } finally {
      consumers.values().forEach(lab.children()::kill);
    }
  }

  private double perSecond(long nanos) {
    return nanos / 1e3 / measured.toMillis();
  }

  private static void awaitWorkers(StepSide.Team team, int wanted) {
    long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (team.workers(0).size() < wanted && System.nanoTime() < limit) {
      Throughput.pause(Duration.ofMillis(50).toNanos());
    }
  }

  private Process consumer(Job job, String name, String protocol, int fetchWaitMillis) {
    var group = "%s-%s-%d".formatted(name, protocol, fetchWaitMillis);
    return lab.children()
        .start(
            new Program(
                group,
                List.of(),
                lab.programs().peers(""),
                IdleConsumer.class.getName(),
                List.of(
                    lab.bootstrap(),
                    group,
                    job.input(),
                    protocol,
                    Integer.toString(fetchWaitMillis))),
            Map.of());
  }

  private static Job job(String name) {
    return new Job(
        Work.PASS,
        name + "-source",
        IntStream.range(0, STEPS).mapToObj(step -> name + (char) ('a' + step)).toList(),
        Sources.FOUR_PARTITIONS);
  }

  private static void add(String side, int round, double value, Values values) {
    values.add(Figure.IDLE, side, Quantity.IDLE_CPU, round, value);
  }
}
