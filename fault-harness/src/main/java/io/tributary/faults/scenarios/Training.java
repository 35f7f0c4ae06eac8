package io.tributary.faults.scenarios;

import io.tributary.faults.bed.TestBed;
import io.tributary.faults.bed.TestFlow;
import io.tributary.faults.process.Await;
import io.tributary.faults.process.Program;
import io.tributary.faults.process.StartCaches;
import io.tributary.faults.traffic.Client;
import io.tributary.faults.traffic.Letters;
import io.tributary.faults.traffic.Load;
import io.tributary.faults.traffic.StopWatch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Before the first scenario of a build: a broker, a runner and a worker live once in order, pass
 * messages and leave their start caches, as the product's own do. Those that are killed later come
 * back as fast as the product's.
 */
public final class Training {
  private static final String RUNNER = "one";
  private static final Load LOAD = new Load(2_000, 400);
  private static final Duration PASSAGE = Duration.ofMinutes(3);

  /** A cache is written at the end of the life that it remembers. */
  private static final Duration END = Duration.ofMinutes(2);

  private Training() {}

  /** Trains, unless that was done; says so to {@code out}. */
  public static void ensure(Path folder, PrintStream out) throws Exception {
    if (StartCaches.areTrained(TestBed.MAIN_CLASSES)) {
      return;
    }
    out.println("The start caches are made first.");
    try (var bed = TestBed.inTraining(folder)) {
      var flow = TestFlow.ofOneStep("train001", 3).withWorkers(1);
      bed.deploy(flow);
      bed.runners().start(RUNNER);
      pass(bed, flow);
      end(bed.runtime().alive().getFirst().program());
      end(bed.runners().runner(RUNNER));
      end(bed.cluster().broker(1));
    }
  }

  private static void pass(TestBed bed, TestFlow flow) throws Exception {
    var watch = StopWatch.startNow(bed.clock());
    var observation = new Observation(bed, flow, watch);
    var client = new Client(bed.cluster().bootstrap(), flow.input(), watch);
    try {
      var letters = new Letters("training", "client", 1, 100, Mix.ORDINARY::acts);
      LOAD.run(letters, client, LOAD::messages);
      if (!Await.until(PASSAGE, () -> observation.arrived() >= LOAD.messages())) {
        throw new IOException(
            "%d of %d messages passed".formatted(observation.arrived(), LOAD.messages()));
      }
    } finally {
      client.close();
      observation.finish(client.sendings());
    }
  }

  private static void end(Program program) throws IOException, InterruptedException {
    if (!program.end(END)) {
      throw new IOException(
          "%s did not end within %d s".formatted(program.name(), END.toSeconds()));
    }
  }
}
