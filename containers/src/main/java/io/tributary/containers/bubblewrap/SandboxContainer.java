package io.tributary.containers.bubblewrap;

import io.tributary.containers.Container;
import io.tributary.containers.Exit;
import io.tributary.containers.groups.ControlGroup;
import io.tributary.containers.logs.CappedLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One sandbox, from its start, or its adoption, until its folder and group are gone. */
final class SandboxContainer implements Container {
  private static final int KEPT_TAIL = 64 * 1024;

  private final SandboxFolder folder;
  private final SandboxFolder.Identity identity;
  private final ControlGroup group;
  private final long supervisor;
  private final CompletableFuture<Exit> exit = new CompletableFuture<>();
  private volatile boolean timeLimitReached;
  private volatile boolean letGo;
  private volatile Optional<String> keptTail = Optional.empty();

  private SandboxContainer(
      SandboxFolder folder,
      SandboxFolder.Identity identity,
      ControlGroup group,
      ProcessHandle supervisor) {
    this.folder = folder;
    this.identity = identity;
    this.group = group;
    this.supervisor = supervisor.pid();
  }

  /** Watches a sandbox that runs; whoever started it. */
  static SandboxContainer watch(
      SandboxFolder folder,
      SandboxFolder.Identity identity,
      ControlGroup group,
      ProcessHandle supervisor,
      Clock clock) {
    var container = new SandboxContainer(folder, identity, group, supervisor);
    var _ = supervisor.onExit().thenRunAsync(container::ended, Thread::startVirtualThread);
    if (identity.deadline() > 0) {
      CompletableFuture.delayedExecutor(
              Math.max(0, identity.deadline() - clock.millis()),
              TimeUnit.MILLISECONDS,
              Thread::startVirtualThread)
          .execute(container::endForTime);
    }
    return container;
  }

  /** Stops watching it; it runs on, and the next one to watch it clears it away. */
  void letGo() {
    letGo = true;
  }

  @Override
  public String name() {
    return identity.name();
  }

  @Override
  public String id() {
    return String.valueOf(supervisor);
  }

  @Override
  public Map<String, String> labels() {
    return identity.labels();
  }

  @Override
  public Instant startedAt() {
    return identity.started();
  }

  @Override
  public CompletableFuture<Exit> exit() {
    return exit.copy();
  }

  @Override
  public String logTail(int bytes) {
    return keptTail
        .map(kept -> kept.substring(Math.max(0, kept.length() - bytes)))
        .orElseGet(() -> readTail(bytes));
  }

  @Override
  public void kill() {
    try {
      group.kill();
    } catch (IOException e) {
      throw new UncheckedIOException("sandbox " + identity.name(), e);
    }
  }

  @Override
  public void stop(Duration grace) {
    try {
      askToEnd();
      exit.get(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      kill();
      exit.orTimeout(30, TimeUnit.SECONDS).join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("sandbox " + identity.name(), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("an exit never fails", e);
    }
  }

  /**
   * The first process in the sandbox; only while it is in our group is the number still its own.
   */
  private void askToEnd() throws IOException {
    var first = folder.firstProcess();
    if (first.isPresent() && group.processes().contains(first.get())) {
      ProcessHandle.of(first.get()).ifPresent(ProcessHandle::destroy);
    }
  }

  private void endForTime() {
    if (!exit.isDone() && !letGo) {
      timeLimitReached = true;
      kill();
    }
  }

  private void ended() {
    if (letGo) {
      return;
    }
    Exit how = new Exit(-1, false, timeLimitReached);
    try {
      group.kill();
      how = new Exit(folder.exitCode().orElse(-1), group.outOfMemory(), timeLimitReached);
      if (Path.of(identity.log()).startsWith(folder.path())) {
        keptTail = Optional.of(readTail(KEPT_TAIL));
      }
      group.delete();
      folder.delete();
    } catch (IOException e) {
      // Its folder or group could not be read or removed; the next start of that name clears it.
      throw new UncheckedIOException("sandbox " + identity.name(), e);
    } finally {
      exit.complete(how);
    }
  }

  private String readTail(int bytes) {
    try {
      return CappedLog.tail(Path.of(identity.log()), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
