package io.tributary.runtime.workers;

import io.tributary.containers.Container;
import io.tributary.containers.ContainerRefused;
import io.tributary.containers.ContainerSpec;
import io.tributary.containers.Exit;
import io.tributary.containers.Limits;
import io.tributary.containers.Mount;
import io.tributary.contracts.workers.WorkerExit;
import io.tributary.contracts.workers.WorkerRequest;
import io.tributary.contracts.workers.WorkerView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The worker containers on this machine, also those that an earlier process of ours started. */
@Component
final class Workers {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final Duration KEEP_EXITS = Duration.ofMinutes(10);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int TMP_MEBIBYTES = 16;
  private static final int FILE_DESCRIPTORS = 1024;

  /** Whoever is told of an end waits so long for its code and last words. */
  private static final Duration NOTED = Duration.ofSeconds(2);

  private final WorkerEngine engine;
  private final WorkerLabels labels;
  private final Trainings trainings;
  private final Clock clock;
  private final ConcurrentMap<String, WorkerExit> exits = new ConcurrentHashMap<>();

  /** Containers by id, until their end is written down. */
  private final ConcurrentMap<String, CompletableFuture<Void>> watched = new ConcurrentHashMap<>();

  /** Containers that look like ours and are not, each told of once. */
  private final Set<String> foreign = ConcurrentHashMap.newKeySet();

  Workers(WorkerEngine engine, Clock clock) {
    this.engine = engine;
    this.labels = new WorkerLabels(engine.sealKey());
    this.trainings = new Trainings(engine);
    this.clock = clock;
  }

  /** A running container and whose it is. */
  record Running(Container container, WorkerLabels.Owner owner) {}

  /**
   * Starts a worker; one that runs already is left as it is.
   *
   * @throws ContainerRefused where the engine says no
   */
  WorkerView start(WorkerRequest request) throws ContainerRefused {
    var before = find(request.worker());
    if (before.isPresent()) {
      return view(before.get());
    }
    var container = engine.containers().start(engine.startCaches().with(spec(request)));
    watch(container, request.worker());
    trainings.want(request.image());
    return view(new Running(container, labels.read(container.labels()).orElseThrow()));
  }

  /** Ends a worker, or says how it ended lately; empty where it is not known. */
  Optional<WorkerExit> end(String worker) {
    var running = find(worker);
    running.ifPresent(found -> end(found.container()));
    return Optional.ofNullable(exits.get(worker));
  }

  private void end(Container container) {
    container.stop(GRACE);
    // Whoever hears of its end writes it down, a moment after it.
    var noted = watched.get(container.id());
    if (noted != null) {
      noted.completeOnTimeout(null, NOTED.toMillis(), TimeUnit.MILLISECONDS).join();
    }
  }

  List<WorkerView> list() {
    return running().stream().map(this::view).toList();
  }

  /** Without their last words: those are for the runner that asks for one worker's end. */
  List<WorkerExit> exits() {
    forgetOld();
    return exits.values().stream()
        .sorted(Comparator.comparing(WorkerExit::at))
        .map(exit -> new WorkerExit(exit.worker(), exit.code(), exit.outOfMemory(), exit.at(), ""))
        .toList();
  }

  private void forgetOld() {
    var oldest = clock.instant().minus(KEEP_EXITS);
    exits.values().removeIf(exit -> exit.at().isBefore(oldest));
  }

  /**
   * Those with our seal; empty where no engine can be asked. Others that carry our labels are left
   * alone, and told of once: somebody wants them to be taken for ours.
   */
  List<Running> running() {
    List<Container> containers;
    try {
      containers = engine.containers().running(Map.of(WorkerLabels.KIND, WorkerLabels.WORKER));
    } catch (ContainerRefused e) {
      LOG.warn("Workers cannot be listed: {} {}", e.getMessage(), e.advice());
      return List.of();
    }
    var found = new ArrayList<Running>();
    for (var container : containers) {
      var owner = labels.read(container.labels());
      if (owner.isPresent()) {
        watch(container, owner.get().worker());
        found.add(new Running(container, owner.get()));
      } else if (foreign.add(container.id())) {
        LOG.warn(
            "Container {} carries the labels of a worker without this installation's seal: left"
                + " alone. Find out who started it.",
            container.id());
      }
    }
    return found;
  }

  private Optional<Running> find(String worker) {
    return running().stream().filter(found -> found.owner().worker().equals(worker)).findFirst();
  }

  private ContainerSpec spec(WorkerRequest request) {
    var wanted = request.limits();
    var limits =
        new Limits(
            wanted.memoryMebibytes(),
            wanted.cpus(),
            wanted.pids(),
            TMP_MEBIBYTES,
            FILE_DESCRIPTORS);
    var logs = engine.logsFolder();
    try {
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of worker logs cannot be made.", e);
    }
    return ContainerSpec.of(request.worker(), request.image())
        .withMounts(
            List.of(
                Mount.readOnly(engine.workersFolder().resolve(request.worker()), "/run/tributary")))
        .withLimits(limits)
        .withLabels(labels.of(request))
        .withLog(logs.resolve(WorkerLogs.name(request)));
  }

  private void watch(Container container, String worker) {
    var noted = new CompletableFuture<Void>();
    if (watched.putIfAbsent(container.id(), noted) == null) {
      var _ =
          container
              .exit()
              .thenAccept(exit -> ended(container, worker, exit))
              .whenComplete(
                  (_, _) -> {
                    watched.remove(container.id());
                    noted.complete(null);
                  });
    }
  }

  /**
   * What a stranger's code wrote stays out of our log: it may hold what the worker was lent. The
   * runner, which knows that, gets it with the end and puts it into the step's log.
   */
  private void ended(Container container, String worker, Exit exit) {
    var end =
        new WorkerExit(
            worker,
            exit.code(),
            exit.outOfMemory(),
            clock.instant(),
            wholeLines(container.logTail(WorkerExit.MOST_BYTES)));
    forgetOld();
    exits.put(worker, end);
    if (end.isOrderly()) {
      LOG.info("Worker {} ended", worker);
    } else {
      LOG.warn(
          "Worker {} ended with {}{}; what it wrote is in the log of its step",
          worker,
          exit.code(),
          exit.outOfMemory() ? ", out of memory" : "");
    }
  }

  /** A cut line could begin with the end of a secret, which nobody would find there. */
  private static String wholeLines(String tail) {
    if (tail.getBytes(StandardCharsets.UTF_8).length < WorkerExit.MOST_BYTES) {
      return tail;
    }
    int end = tail.indexOf('\n');
    return end < 0 ? "(a line of more than 16 KiB)" : tail.substring(end + 1);
  }

  private WorkerView view(Running running) {
    return new WorkerView(
        running.owner().worker(),
        running.owner().flow(),
        running.owner().step(),
        running.container().id(),
        engineWord(),
        running.container().startedAt());
  }

  private String engineWord() {
    try {
      return engine.containers().engine().kind().word();
    } catch (ContainerRefused e) {
      return "none";
    }
  }
}
