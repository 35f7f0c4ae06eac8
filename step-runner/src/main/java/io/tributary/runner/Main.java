package io.tributary.runner;

import io.tributary.runner.bodies.BodyDesk;
import io.tributary.runner.bodies.BodyIds;
import io.tributary.runner.bodies.LargeBodies;
import io.tributary.runner.delivery.Budgets;
import io.tributary.runner.egress.EgressRules;
import io.tributary.runner.kafka.KafkaAssignments;
import io.tributary.runner.kafka.KafkaClients;
import io.tributary.runner.kafka.KafkaCommands;
import io.tributary.runner.kafka.KafkaJournal;
import io.tributary.runner.kafka.KafkaLargeBodies;
import io.tributary.runner.kafka.KafkaMemberships;
import io.tributary.runner.steps.Step;
import io.tributary.runner.steps.StepSettings;
import io.tributary.runner.workers.HttpRuntime;
import io.tributary.runner.workers.Lender;
import io.tributary.runner.workers.ServiceToken;
import io.tributary.runner.workers.WorkerSlots;
import io.tributary.runner.workers.WorkerSlots.Surroundings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;

/**
 * The step runner. Settings come from the environment ({@link RunnerSettings}); SIGTERM drains.
 * Exit 2: a setting is wrong, said on standard error in one sentence.
 */
public final class Main {
  static {
    // Before the first logger: the log manager is chosen once.
    System.setProperty("java.util.logging.manager", LastingLogs.class.getName());
  }

  private static final System.Logger LOG = System.getLogger(Main.class.getName());

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    LogFormat.install();
    RunnerSettings settings;
    try {
      settings = RunnerSettings.of(System.getenv());
      prepare(settings.workers());
    } catch (IllegalArgumentException | IOException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    run(settings);
  }

  private static void run(RunnerSettings settings) throws IOException, InterruptedException {
    var clients = new KafkaClients(settings.broker(), settings.runner());
    var memberships = new KafkaMemberships(clients);
    var journal = new KafkaJournal(clients);
    var bodies = new KafkaLargeBodies(clients);
    var slots = new WorkerSlots(surroundings(settings, bodies));
    var budgets = Budgets.of(settings.memoryBytes());
    var runner =
        new Runner(
            assignment ->
                new Step(
                    assignment,
                    memberships,
                    slots,
                    journal.of(assignment.flow()),
                    budgets,
                    StepSettings.DEFAULT));
    slots.sweep();
    var assignments = new KafkaAssignments(clients, runner::change);
    assignments.start();
    var commands = new KafkaCommands(clients, runner::tell);
    commands.start();
    LOG.log(System.Logger.Level.INFO, "runner {0} is here", settings.runner());
    waitForEnd(
        () -> {
          commands.close();
          assignments.close();
          runner.close();
          slots.close();
          bodies.close();
          journal.close();
          memberships.close();
        });
  }

  private static Surroundings surroundings(RunnerSettings settings, LargeBodies bodies) {
    var clock = Clock.systemUTC();
    var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    var token =
        new ServiceToken(
            http, settings.issuer(), settings.clientId(), settings.clientSecretFile(), clock);
    var runtime = new HttpRuntime(http, settings.runtime(), token);
    return Surroundings.of(
        settings.workers(),
        settings.runner(),
        runtime,
        Lender.of(runtime, clock, settings.leaseUnanswered()),
        EgressRules.system(settings.egressExceptions()),
        new BodyDesk.Shop(
            bodies, BodyIds.system(), KafkaLargeBodies::json, settings.mostBodyBytes()));
  }

  /**
   * Others on the machine need not see the workers' tokens; containers get their folder mounted.
   */
  private static void prepare(Path workers) throws IOException {
    if (!Files.isDirectory(workers)) {
      Files.createDirectories(
          workers,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    }
    if (!Files.isWritable(workers)) {
      throw new IOException(
          "%s cannot be written to: set TRIBUTARY_WORKERS_DIR to a folder of this user's."
              .formatted(workers));
    }
  }

  private static void waitForEnd(Runnable close) throws InterruptedException {
    var ending =
        Thread.ofPlatform()
            .name("drain")
            .unstarted(
                () -> {
                  LOG.log(System.Logger.Level.INFO, "drains");
                  close.run();
                  LOG.log(System.Logger.Level.INFO, "ended");
                });
    Runtime.getRuntime().addShutdownHook(ending);
    Thread.currentThread().join();
  }
}
