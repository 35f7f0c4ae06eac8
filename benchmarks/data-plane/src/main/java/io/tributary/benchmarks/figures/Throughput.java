package io.tributary.benchmarks.figures;

import io.tributary.benchmarks.figures.Values.Quantity;
import io.tributary.benchmarks.processes.Cpu;
import io.tributary.benchmarks.processes.Lab;
import io.tributary.benchmarks.sides.Job;
import io.tributary.benchmarks.sides.Side;
import io.tributary.benchmarks.sides.Side.Running;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;

/**
 * Messages per second and CPU per message of one side: it works through a filled topic, and is
 * watched from outside between two moments. What came out is counted afterwards, record by record.
 *
 * @param warm from the first output until the measured time begins, so that compilers have done
 *     most of their work; less for a side that is through half of the source before
 * @param measured at most; less where the source is spent sooner
 */
record Throughput(Lab lab, Duration warm, Duration measured, int orders) {
  private static final Duration FIRST = Duration.ofSeconds(60);
  private static final long TICK = Duration.ofMillis(25).toNanos();

  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

  /** A source spent shows as no more output for so long; transactions may be 100 ms apart. */
  private static final long QUIET = Duration.ofMillis(700).toNanos();

  void measure(Figure figure, Side side, Job job, int round, Values values) {
    lab.createTopic(job.output(), job.partitions(), Map.of());
    try (var outputs = new Outputs(lab, job)) {
      var seen = watch(side, job, outputs);
      var count = outputs.count(seen.from().ends(), seen.to().ends(), orders);
      double seconds = (seen.to().at() - seen.from().at()) / 1e9;
      if (count.within() == 0) {
        throw new IllegalStateException("nothing came out in " + seconds + " s");
      }
      values.add(
          figure, side.name(), Quantity.MESSAGES_PER_SECOND, round, count.within() / seconds);
      values.add(
          figure,
          side.name(),
          Quantity.CPU_MICROS_PER_MESSAGE,
          round,
          (seen.to().cpu() - seen.from().cpu()) / 1e3 / count.within());
      values.add(
          figure,
          side.name(),
          Quantity.BROKER_MICROS_PER_MESSAGE,
          round,
          (seen.to().broker() - seen.from().broker()) / 1e3 / count.within());
      values.add(figure, side.name(), Quantity.LOST, round, (double) count.lost());
      values.add(figure, side.name(), Quantity.DOUBLED, round, (double) count.doubled());
    } finally {
      lab.deleteTopics(Set.copyOf(job.topics().subList(1, job.topics().size())));
    }
  }

  private Seen watch(Side side, Job job, Outputs outputs) {
    try (var running = side.start(lab, job)) {
      try {
        awaitFirst(running, outputs);
        awaitWarm(outputs);
        var from = moment(running, outputs);
        return new Seen(from, last(running, outputs, from));
      } catch (IllegalStateException failure) {
        throw new IllegalStateException(
            failure.getMessage() + "; it said last: " + running.lastWords(), failure);
      }
    }
  }

  private static void awaitFirst(Running running, Outputs outputs) {
    long limit = System.nanoTime() + FIRST.toNanos();
    while (outputs.ends().values().stream().allMatch(end -> end == 0)) {
      if (!running.isAlive()) {
        throw new IllegalStateException("it ended");
      }
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("nothing came out within " + FIRST.toSeconds() + " s");
      }
      pause(TICK);
    }
  }

  private void awaitWarm(Outputs outputs) {
    long end = System.nanoTime() + warm.toNanos();
    while (System.nanoTime() < end && sum(outputs.ends()) < orders / 2) {
      pause(TICK);
    }
  }

  /**
   * The end of the measured time; or, where the source was spent before, the moment of the last
   * output. A side that stalls is measured with its stall, and a while longer if it gave nothing.
   */
  private Moment last(Running running, Outputs outputs, Moment from) {
    var last = from;
    long end = from.at() + measured.toNanos();
    while (true) {
      pause(TICK);
      var now = moment(running, outputs);
      if (!now.ends().equals(last.ends())) {
        last = now;
      } else if (isSpent(last) && now.at() - last.at() > QUIET) {
        return last;
      }
      boolean nothing = last.equals(from) && now.at() < end + PATIENCE;
      if (now.at() >= end && !nothing) {
        return isSpent(last) ? last : now;
      }
    }
  }

  /** Markers of transactions count as well: a spent source is never taken for an unspent one. */
  private boolean isSpent(Moment moment) {
    return sum(moment.ends()) >= orders;
  }

  private static long sum(Map<TopicPartition, Long> ends) {
    return ends.values().stream().mapToLong(Long::longValue).sum();
  }

  private Moment moment(Running running, Outputs outputs) {
    var ends = outputs.ends();
    return new Moment(
        System.nanoTime(), ends, Cpu.nanos(running.processes()), Cpu.nanos(lab.broker().process()));
  }

  static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private record Moment(long at, Map<TopicPartition, Long> ends, long cpu, long broker) {}

  private record Seen(Moment from, Moment to) {}
}
