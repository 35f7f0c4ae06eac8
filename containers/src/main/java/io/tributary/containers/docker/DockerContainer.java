package io.tributary.containers.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Frame;
import io.tributary.containers.Container;
import io.tributary.containers.Exit;
import io.tributary.containers.logs.CappedLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One container of the engine, from its start, or its adoption, to its removal. */
final class DockerContainer implements Container {
  private static final int KEPT_TAIL = 64 * 1024;
  private static final Executor THREADS = Thread::startVirtualThread;

  private final DockerClient client;
  private final String id;
  private final String name;
  private final Map<String, String> labels;
  private final Instant startedAt;
  private final Optional<Path> log;
  private final Optional<Duration> timeLeft;
  private final CompletableFuture<Exit> exit = new CompletableFuture<>();
  private volatile boolean timeLimitReached;
  private volatile @Nullable FollowedLog following;
  private volatile @Nullable String keptTail;
  private volatile boolean letGo;
  private boolean ending;

  private DockerContainer(
      DockerClient client,
      ContainerLabels names,
      InspectContainerResponse inspected,
      String name,
      Clock clock) {
    Map<String, String> all = labelsOf(inspected);
    this.client = client;
    this.id = inspected.getId();
    this.name = name;
    this.labels = names.foreign(all);
    this.startedAt = Instant.parse(inspected.getState().getStartedAt());
    this.log = names.logIn(all).map(Path::of);
    this.timeLeft =
        names.deadlineIn(all).map(deadline -> Duration.ofMillis(deadline - clock.millis()));
  }

  static DockerContainer attach(
      DockerClient client, ContainerLabels names, String id, String name, Clock clock) {
    var inspected = client.inspectContainerCmd(id).exec();
    return new DockerContainer(client, names, inspected, name, clock);
  }

  /** Follows its log and its time limit. */
  void begin() throws IOException {
    if (log.isPresent()) {
      following = new FollowedLog(client, id, log.get());
    }
    timeLeft.ifPresent(
        left ->
            CompletableFuture.delayedExecutor(
                    Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS, THREADS)
                .execute(this::endForTime));
  }

  /** Looks whether it ended, and if so tells everybody and removes it. */
  void look() {
    if (letGo) {
      return;
    }
    try {
      var state = client.inspectContainerCmd(id).exec().getState();
      if (!Boolean.TRUE.equals(state.getRunning())) {
        ended(state);
      }
    } catch (NotFoundException e) {
      exit.complete(new Exit(-1, false, timeLimitReached));
    } catch (IllegalStateException e) {
      // The connection is closed under a look that was under way when we let go.
      if (!letGo) {
        throw e;
      }
    }
  }

  /** Stops watching it; it runs on. */
  void letGo() {
    letGo = true;
    closeLog();
  }

  private void closeLog() {
    var followed = following;
    if (followed != null) {
      try {
        followed.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Map<String, String> labels() {
    return labels;
  }

  @Override
  public Instant startedAt() {
    return startedAt;
  }

  @Override
  public CompletableFuture<Exit> exit() {
    return exit.copy();
  }

  @Override
  public String logTail(int bytes) {
    if (log.isPresent()) {
      try {
        return CappedLog.tail(log.get(), bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    String kept = keptTail;
    return newest(kept == null ? engineTail() : kept, bytes);
  }

  @Override
  public void kill() {
    try {
      client.killContainerCmd(id).exec();
    } catch (NotFoundException | ConflictException e) {
      // It ended by itself meanwhile.
      THREADS.execute(this::look);
    }
  }

  @Override
  public void stop(Duration grace) {
    int seconds = (int) Math.max(0, (grace.toMillis() + 999) / 1000);
    try {
      client.stopContainerCmd(id).withTimeout(seconds).exec();
    } catch (NotFoundException | NotModifiedException e) {
      // It ended by itself meanwhile.
      THREADS.execute(this::look);
    }
    exit.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private void endForTime() {
    if (!exit.isDone()) {
      timeLimitReached = true;
      kill();
    }
  }

  private void ended(InspectContainerResponse.ContainerState state) {
    synchronized (this) {
      if (ending) {
        return;
      }
      ending = true;
    }
    var followed = following;
    if (followed != null) {
      followed.drain();
      followed.complete(engineTail());
      closeLog();
    } else {
      keptTail = engineTail();
    }
    Long code = state.getExitCodeLong();
    try {
      client.removeContainerCmd(id).withForce(true).exec();
    } catch (DockerException e) {
      // Another process of ours was faster.
    } finally {
      exit.complete(
          new Exit(
              code == null ? -1 : code.intValue(),
              Boolean.TRUE.equals(state.getOOMKilled()),
              timeLimitReached));
    }
  }

  private String engineTail() {
    var bytes = new ByteArrayOutputStream();
    try {
      client
          .logContainerCmd(id)
          .withStdOut(true)
          .withStdErr(true)
          .withTail(1_000)
          .exec(
              new ResultCallback.Adapter<Frame>() {
                @Override
                public void onNext(Frame frame) {
                  bytes.writeBytes(frame.getPayload());
                }
              })
          .awaitCompletion(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (DockerException e) {
      return "";
    }
    return newest(bytes.toString(StandardCharsets.UTF_8), KEPT_TAIL);
  }

  private static String newest(String text, int bytes) {
    return text.substring(Math.max(0, text.length() - bytes));
  }

  private static Map<String, String> labelsOf(InspectContainerResponse inspected) {
    var labels = inspected.getConfig().getLabels();
    return labels == null ? Map.of() : labels;
  }
}
