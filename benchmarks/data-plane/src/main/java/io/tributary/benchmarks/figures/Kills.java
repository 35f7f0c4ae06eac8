package io.tributary.benchmarks.figures;

import io.tributary.benchmarks.figures.Values.Quantity;
import io.tributary.benchmarks.peers.Work;
import io.tributary.benchmarks.processes.Lab;
import io.tributary.benchmarks.sides.Job;
import io.tributary.benchmarks.sides.StepSide;
import io.tributary.benchmarks.sides.StepSide.Team;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.StepAssignment.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long what was sent before a {@code kill -9} takes to come out, counted from the kill: the
 * slowest message of each kill, those of the survivors included. 500 messages/s come all the while.
 */
record Kills(Lab lab) {
  static final String WORKER = "Tributary, two workers, one killed";
  static final String RUNNER = "Tributary, two runners, one killed";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long NEW_WORKER = Duration.ofMillis(1_500).toNanos();

  /** The step waits 50 ms for each message, so that every worker has some in hand. */
  void workers(String name, int kills, Values values) {
    var side = new StepSide(WORKER, Delivery.EXACTLY_ONCE, 2, 1);
    var job = LiveFeed.job(Work.WAIT, name, 1);
    try (var feed = LiveFeed.open(lab, job);
        var team = side.start(lab, job)) {
      begin(feed);
      for (int kill = 0; kill < kills; kill++) {
        awaitWorkers(team, 2);
        Throughput.pause(NEW_WORKER);
        var victim = team.workers(0).get(kill % 2);
        long at = System.nanoTime();
        lab.children().kill(victim);
        add(Figure.WORKERS, WORKER, kill, slowest(feed, at), values);
      }
      end(Figure.WORKERS, WORKER, feed, values);
    }
  }

  void runners(String name, int kills, Values values) {
    var side = new StepSide(RUNNER, Delivery.EXACTLY_ONCE, 1, 2);
    var job = LiveFeed.job(Work.PASS, name, 1);
    try (var feed = LiveFeed.open(lab, job);
        var team = side.start(lab, job)) {
      begin(feed);
      for (int kill = 0; kill < kills; kill++) {
        awaitShared(job);
        Throughput.pause(NEW_WORKER);
        long at = System.nanoTime();
        team.killRunner(kill % 2);
        try {
          add(Figure.RUNNERS, RUNNER, kill, slowest(feed, at), values);
        } finally {
          team.startAgain(kill % 2);
        }
      }
      end(Figure.RUNNERS, RUNNER, feed, values);
    }
  }

  private static void begin(LiveFeed feed) {
    feed.start();
    feed.awaitAll(1, LIMIT);
    feed.awaitAll(feed.sent(), LIMIT);
  }

  /** Milliseconds from the kill to the last arrival of what had been sent by then. */
  private static double slowest(LiveFeed feed, long at) {
    int sent = feed.sent();
    feed.awaitAll(sent, LIMIT);
    double slowest = 0;
    for (int number = 0; number < sent; number++) {
      slowest = Math.max(slowest, (feed.arrived(number) - at) / 1e6);
    }
    return slowest;
  }

  private static void end(Figure figure, String side, LiveFeed feed, Values values) {
    feed.stop();
    feed.awaitAll(feed.sent(), LIMIT);
    values.add(figure, side, Quantity.LOST, 0, 0);
    values.add(figure, side, Quantity.DOUBLED, 0, feed.doubled());
  }

  private static void awaitWorkers(Team team, int wanted) {
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (team.workers(0).size() < wanted) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("no new worker was started; " + team.lastWords());
      }
      Throughput.pause(Duration.ofMillis(20).toNanos());
    }
  }

  /** Until both runners hold partitions. */
  private void awaitShared(Job job) {
    var group = FlowTopics.group(Job.FLOW, new StepName(job.steps().getFirst()), 1);
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (holders(group) < 2) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("the runners do not share the partitions");
      }
      Throughput.pause(Duration.ofMillis(200).toNanos());
    }
  }

  private long holders(String group) {
    try {
      var described =
          lab.admin().describeConsumerGroups(List.of(group)).all().get(10, TimeUnit.SECONDS);
      return described.values().stream()
          .flatMap(found -> found.members().stream())
          .filter(member -> !member.assignment().topicPartitions().isEmpty())
          .count();
    } catch (ExecutionException | TimeoutException notYet) {
      return 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static void add(Figure figure, String side, int kill, double millis, Values values) {
    values.add(figure, side, Quantity.P99_MILLIS, kill, millis);
  }
}
