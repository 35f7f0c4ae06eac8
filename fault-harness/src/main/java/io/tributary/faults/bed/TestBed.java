package io.tributary.faults.bed;

import io.tributary.faults.cluster.BrokerCluster;
import io.tributary.faults.host.HarnessHost;
import io.tributary.faults.plan.Victims;
import io.tributary.faults.process.Await;
import io.tributary.faults.process.Later;
import io.tributary.faults.process.Program;
import io.tributary.faults.process.Programs;
import io.tributary.faults.runtime.HarnessRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Brokers, runners, workers: all of it real processes on loopback, and all of it ended by {@link
 * #close}, whatever happened. Logs stay in the folder, records do not.
 */
public final class TestBed implements Victims, AutoCloseable {
  /**
   * So long after a runner or a broker is back the next one is left alone: groups come together.
   */
  private static final Duration SETTLING = Duration.ofSeconds(8);

  /** Of the programs that live in a bed. */
  public static final List<String> MAIN_CLASSES =
      List.of(BrokerCluster.MAIN_CLASS, Runners.MAIN_CLASS, HarnessHost.class.getName());

  private final Programs programs;
  private final Clock clock;
  private final Path workers;
  private final BrokerCluster cluster;
  private final HarnessRuntime runtime;
  private final Runners runners;
  private final FlowSetup setup;
  private final List<Outage> outages = new CopyOnWriteArrayList<>();
  private CompletableFuture<Void> brokersWhole = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> runnersBack = CompletableFuture.completedFuture(null);

  private TestBed(
      Programs programs,
      Clock clock,
      Path workers,
      BrokerCluster cluster,
      HarnessRuntime runtime,
      Runners runners) {
    this.programs = programs;
    this.clock = clock;
    this.workers = workers;
    this.cluster = cluster;
    this.runtime = runtime;
    this.runners = runners;
    this.setup = new FlowSetup(cluster);
  }

  /**
   * Starts the brokers and what stands in for the runtime; no runner yet.
   *
   * @param folder for data and logs; made where it is missing
   * @param brokers 1 or 3
   * @param target where hosts deliver to; empty = nowhere
   */
  public static TestBed start(Path folder, int brokers, String target) throws Exception {
    return start(new Programs(), folder, brokers, target);
  }

  /** One broker, and every program leaves its start cache when it ends in order. */
  public static TestBed inTraining(Path folder) throws Exception {
    return start(Programs.inTraining(), folder, 1, "");
  }

  private static TestBed start(Programs programs, Path folder, int brokers, String target)
      throws Exception {
    Files.createDirectories(folder);
    try {
      var clock = Clock.systemUTC();
      var cluster = BrokerCluster.start(programs, folder, brokers);
      // Short: the kernel allows 107 bytes for a socket's path.
      var workers = Files.createTempDirectory("trf");
      var runtime =
          HarnessRuntime.start(programs, clock, workers, folder.resolve("hosts.log"), target);
      var secret = Files.writeString(folder.resolve("secret"), "s");
      var runners =
          new Runners(
              programs,
              folder,
              Map.of(
                  "TRIBUTARY_KAFKA_BOOTSTRAP", cluster.bootstrap(),
                  "TRIBUTARY_RUNTIME_URL", runtime.address(),
                  "TRIBUTARY_OIDC_ISSUER", runtime.address(),
                  "TRIBUTARY_CLIENT_ID", "step-runner",
                  "TRIBUTARY_CLIENT_SECRET_FILE", secret.toString(),
                  "TRIBUTARY_WORKERS_DIR", workers.toString()));
      var bed = new TestBed(programs, clock, workers, cluster, runtime, runners);
      bed.setup.createCommonTopics();
      return bed;
    } catch (Exception failed) {
      programs.close();
      throw failed;
    }
  }

  public BrokerCluster cluster() {
    return cluster;
  }

  public Runners runners() {
    return runners;
  }

  public HarnessRuntime runtime() {
    return runtime;
  }

  public Clock clock() {
    return clock;
  }

  /** Makes the flow's topics and tells its assignments. */
  public void deploy(TestFlow flow) throws Exception {
    setup.createTopics(flow);
    setup.assign(flow);
  }

  /** Tells the flow's assignments anew. */
  public void change(TestFlow flow) {
    setup.assign(flow);
  }

  /** From each broker's kill until all were whole again. */
  public List<Outage> outages() {
    return List.copyOf(outages);
  }

  @Override
  public Optional<Struck> killWorker(int choice) throws Exception {
    var alive =
        runtime.alive().stream().sorted(Comparator.comparing(HarnessRuntime.Worker::name)).toList();
    if (alive.isEmpty()) {
      return Optional.empty();
    }
    var worker = alive.get(choice % alive.size());
    return Optional.of(kill(worker.program(), worker.step()));
  }

  @Override
  public Optional<Struck> killRunner(int choice, Duration away) throws Exception {
    // Somebody must be there to take over; every third time a broker may be missing as well.
    runnersBack.join();
    if (choice % 3 != 0) {
      brokersWhole.join();
    }
    var alive = runners.alive();
    if (alive.isEmpty()) {
      return Optional.empty();
    }
    var runner = alive.get(choice % alive.size());
    var struck = kill(runner, "");
    runnersBack =
        Later.after(
            away,
            () -> {
              runners.start(runner.name());
              Await.pause(SETTLING);
            });
    return Optional.of(struck);
  }

  @Override
  public Optional<Struck> killBroker(int choice, Duration away) throws Exception {
    brokersWhole.join();
    int id = 1 + choice % cluster.size();
    var struck = kill(cluster.broker(id), "");
    brokersWhole =
        Later.after(
            away,
            () -> {
              cluster.startBroker(id);
              cluster.awaitWhole();
              outages.add(new Outage(struck.at(), clock.instant()));
              Await.pause(SETTLING);
            });
    return Optional.of(struck);
  }

  /** Here something else stands in for it. */
  @Override
  public Optional<Struck> killPlatform(Duration away) {
    return Optional.empty();
  }

  /** There is none: messages do not need it. */
  @Override
  public Optional<Struck> killDatabase(Duration away) {
    return Optional.empty();
  }

  @Override
  public Optional<Struck> pauseRunner(int choice, Duration length) throws Exception {
    runnersBack.join();
    var alive = runners.alive();
    if (alive.isEmpty()) {
      return Optional.empty();
    }
    var runner = alive.get(choice % alive.size());
    var at = clock.instant();
    runner.pause();
    Await.pause(length);
    runner.resume();
    return Optional.of(new Struck(at, runner.name(), "", runner.pid()));
  }

  @Override
  public void heal() {
    brokersWhole.join();
    runnersBack.join();
  }

  @Override
  public void close() throws IOException {
    runtime.close();
    programs.close();
    delete(workers);
    for (int broker = 1; broker <= cluster.size(); broker++) {
      delete(cluster.records(broker));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var walk = Files.walk(folder)) {
      for (var path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private Struck kill(Program program, String step) throws InterruptedException {
    Instant at = clock.instant();
    program.kill();
    return new Struck(at, program.name(), step, program.pid());
  }

  /** A time in which a broker was missing or behind. */
  public record Outage(Instant from, Instant to) {
    /** Whether anything of the time between both moments was in it. */
    public boolean touches(Instant first, Instant last) {
      return !last.isBefore(from) && !first.isAfter(to);
    }
  }

  /** Names of the runners that scenarios start. */
  public static List<String> twoRunners() {
    return List.of("one", "two");
  }
}
