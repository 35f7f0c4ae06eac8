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
      var bare = runner(none, name + "-bare", windows, values);
      var loaded = runner(job, name, windows, values);
      for (int window = 0; window < windows; window++) {
        add(RUNNER, window, bare.get(window), values);
        add(
            Figure.IDLE_ASSIGNMENT,
            window,
            (loaded.get(window) - bare.get(window)) / STEPS,
            values);
      }
      consumers(job, name, windows, values);
    } finally {
      lab.deleteTopics(Set.copyOf(job.topics()));
    }
  }

  /** The runner's CPU in ms per second, when it has settled. */
  private List<Double> runner(Job job, String name, int windows, Values values) {
    try (var team = OURS.start(lab, job, name)) {
      awaitWorkers(team, job.steps().size());
      Throughput.pause(settle.toNanos());
      var hosts = team.workers(0).stream().map(Process::toHandle).toList();
      var spent = new ArrayList<Double>();
      for (int window = 0; window < windows; window++) {
        long host = Cpu.nanos(hosts);
        spent.add(spentBy(team.runnerProcesses()));
        if (!hosts.isEmpty()) {
          double hostMillis = (Cpu.nanos(hosts) - host) / 1e6 / measured.toMillis() * 1_000;
          add(HOST, window, hostMillis / hosts.size(), values);
        }
      }
      return spent;
    }
  }

  private void consumers(Job job, String name, int windows, Values values) {
    var consumers = new LinkedHashMap<String, Process>();
    try {
      consumers.put("a kafka-clients consumer, new protocol", consumer(job, name, "consumer", 500));
      consumers.put(
          "a kafka-clients consumer, classic protocol", consumer(job, name, "classic", 500));
      consumers.put(
          "a kafka-clients consumer, classic protocol, fetches wait 10 s",
          consumer(job, name, "classic", 10_000));
      Throughput.pause(settle.toNanos());
      for (int window = 0; window < windows; window++) {
        var before = new LinkedHashMap<String, Long>();
        consumers.forEach((side, each) -> before.put(side, Cpu.nanos(each.toHandle())));
        Throughput.pause(measured.toNanos());
        int number = window;
        consumers.forEach(
            (side, each) ->
                add(
                    side,
                    number,
                    (Cpu.nanos(each.toHandle()) - before.getOrDefault(side, 0L))
                        / 1e3
                        / measured.toMillis(),
                    values));
      }
    } finally {
      consumers.values().forEach(lab.children()::kill);
    }
  }

  /** In ms per second. */
  private double spentBy(List<ProcessHandle> processes) {
    long before = Cpu.nanos(processes);
    Throughput.pause(measured.toNanos());
    return (Cpu.nanos(processes) - before) / 1e3 / measured.toMillis();
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
