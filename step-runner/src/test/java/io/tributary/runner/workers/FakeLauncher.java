package io.tributary.runner.workers;

import io.tributary.contracts.workers.WorkerExit;
import io.tributary.contracts.workers.WorkerRequest;
import io.tributary.contracts.workers.WorkerView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Starts "containers" that are threads of the test; each start gets the next behaviour. */
final class FakeLauncher implements Workers {
  /** What a host does with its folder. */
  interface Host {
    void run(Path folder) throws IOException;
  }

  private final Path workers;
  private final List<Host> hosts;
  final List<String> started = new CopyOnWriteArrayList<>();
  final List<String> ended = new CopyOnWriteArrayList<>();
  private volatile @Nullable String words;
  private volatile String refusal = "";

  FakeLauncher(Path workers, Host... hosts) {
    this.workers = workers;
    this.hosts = List.of(hosts);
  }

  /** From now on nobody may be started, for this reason; empty: again anybody. */
  void refuses(String why) {
    refusal = why;
  }

  /** All that end have crashed, and wrote this. */
  void says(String lastWords) {
    words = lastWords;
  }

  @Override
  public void start(WorkerRequest request) throws NoRoom {
    if (!refusal.isEmpty()) {
      throw new NoRoom(refusal);
    }
    var host = hosts.get(Math.min(started.size(), hosts.size() - 1));
    started.add(request.worker());
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                host.run(workers.resolve(request.worker()));
              } catch (IOException gone) {
                // The runner closed it.
              }
            });
  }

  @Override
  public Optional<WorkerExit> end(String worker) {
    ended.add(worker);
    return Optional.ofNullable(words)
        .map(said -> new WorkerExit(worker, 134, false, Instant.EPOCH, said));
  }

  @Override
  public List<WorkerView> list() {
    return List.of();
  }
}
