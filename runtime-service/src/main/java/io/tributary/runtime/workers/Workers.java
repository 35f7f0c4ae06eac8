package io.tributary.runtime.workers;

import io.tributary.containers.Container;
import io.tributary.containers.ContainerRefused;
import io.tributary.containers.ContainerSpec;
import io.tributary.containers.Exit;
import io.tributary.containers.Limits;
import io.tributary.containers.Mount;
import io.tributary.contracts.workers.WorkerRequest;
import io.tributary.contracts.workers.WorkerView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
  private static final int TAIL_BYTES = 1024;

  private final WorkerEngine engine;
  private final WorkerLabels labels;
  private final Trainings trainings;
  private final Clock clock;
  private final ConcurrentMap<String, WorkerExit> exits = new ConcurrentHashMap<>();
  private final Set<String> watched = ConcurrentHashMap.newKeySet();

  Workers(WorkerEngine engine, Clock clock) {
    this.engine = engine;
    this.labels = new WorkerLabels(engine.sealKey());
    this.trainings = new Trainings(engine);
    this.clock = clock;
  }

  /**
   * A worker that ended lately.
   *
   * @param code the process's; 137 after a kill
   */
  record WorkerExit(String worker, int code, boolean outOfMemory, Instant at) {}

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

  /** Ends a worker; false where it does not run. */
  boolean end(String worker) {
    var running = find(worker);
    running.ifPresent(found -> found.container().stop(GRACE));
    return running.isPresent();
  }

  List<WorkerView> list() {
    return running().stream().map(this::view).toList();
  }

  List<WorkerExit> exits() {
    var oldest = clock.instant().minus(KEEP_EXITS);
    exits.values().removeIf(exit -> exit.at().isBefore(oldest));
    return exits.values().stream().sorted(Comparator.comparing(WorkerExit::at)).toList();
  }

  /** Empty where no engine can be asked. */
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
        .withLog(logs.resolve(request.worker() + ".log"));
  }

  private void watch(Container container, String worker) {
    if (watched.add(container.id())) {
      var _ = container.exit().thenAccept(exit -> ended(container, worker, exit));
    }
  }

  private void ended(Container container, String worker, Exit exit) {
    watched.remove(container.id());
    exits.put(worker, new WorkerExit(worker, exit.code(), exit.outOfMemory(), clock.instant()));
    if (exit.code() == 0 || exit.code() == 143) {
      LOG.info("Worker {} ended", worker);
    } else {
      LOG.warn(
          "Worker {} ended with {}{}: {}",
          worker,
          exit.code(),
          exit.outOfMemory() ? ", out of memory" : "",
          shown(container.logTail(TAIL_BYTES)));
    }
  }

  /** A stranger's words in our log: one line, no control characters. */
  private static String shown(String text) {
    return text.strip().replaceAll("\\R", " ⏎ ").replaceAll("\\p{Cntrl}", "?");
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
