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

  void measure(String name, int round, Values values) {
    var job = job(name);
    job.topics().forEach(topic -> lab.createTopic(topic, job.partitions(), Map.of()));
    var consumers = new LinkedHashMap<String, Process>();
    try {
      consumers.put(
          "a kafka-clients consumer, new protocol, defaults", consumer(job, name, "consumer", 500));
      consumers.put(
          "a kafka-clients consumer, classic protocol, defaults",
          consumer(job, name, "classic", 500));
      consumers.put(
          "a kafka-clients consumer, classic protocol, long poll",
          consumer(job, name, "classic", 10_000));
      double bare =
          runners(
              new Job(Work.PASS, job.source(), List.of(), job.partitions()), name, round, values);
      var before = new ArrayList<Long>();
      consumers.values().forEach(each -> before.add(Cpu.nanos(each.toHandle())));
      long begun = System.nanoTime();
      double loaded = runners(job, name, round, values);
      double seconds = (System.nanoTime() - begun) / 1e9;
      add(RUNNER, round, bare, values);
      add(Figure.IDLE_ASSIGNMENT, round, (loaded - bare) / STEPS, values);
      int number = 0;
      for (var entry : consumers.entrySet()) {
        long cpu = Cpu.nanos(entry.getValue().toHandle()) - before.get(number++);
        add(entry.getKey(), round, cpu / 1e6 / seconds, values);
      }
    } finally {
      consumers.values().forEach(lab.children()::kill);
      lab.deleteTopics(Set.copyOf(job.topics()));
    }
  }

  /** The runner's CPU in ms per second, when it has settled. */
  private double runners(Job job, String name, int round, Values values) {
    var named = job.steps().isEmpty() ? name + "-bare" : name;
    try (var team = OURS.start(lab, job, named)) {
      awaitWorkers(team, job.steps().size());
      Throughput.pause(settle.toNanos());
      var hosts = team.workers(0).stream().map(Process::toHandle).toList();
      long begun = System.nanoTime();
      long runner = Cpu.nanos(team.runnerProcesses());
      long host = Cpu.nanos(hosts);
      Throughput.pause(measured.toNanos());
      double seconds = (System.nanoTime() - begun) / 1e9;
      if (!hosts.isEmpty()) {
        add(HOST, round, (Cpu.nanos(hosts) - host) / 1e6 / seconds / hosts.size(), values);
      }
      return (Cpu.nanos(team.runnerProcesses()) - runner) / 1e6 / seconds;
    }
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
