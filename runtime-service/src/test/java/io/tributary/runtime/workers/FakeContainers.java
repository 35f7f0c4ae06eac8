package io.tributary.runtime.workers;

import io.tributary.containers.Container;
import io.tributary.containers.ContainerSpec;
import io.tributary.containers.Containers;
import io.tributary.containers.Engine;
import io.tributary.containers.Exit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Containers that only say they run. */
final class FakeContainers implements Containers {
  final List<ContainerSpec> started = new ArrayList<>();
  private final List<FakeContainer> running = new ArrayList<>();
  private final Instant now;

  /** What all of them wrote. */
  String words = "last\nwords\u001b[31m";

  FakeContainers(Instant now) {
    this.now = now;
  }

  @Override
  public Engine engine() {
    return new Engine(Engine.Kind.DOCKER, "fake", "nothing");
  }

  @Override
  public Container start(ContainerSpec spec) {
    started.add(spec);
    return foreign(spec.name(), spec.labels());
  }

  /** A container that somebody else started. */
  FakeContainer foreign(String name, Map<String, String> labels) {
    var container = new FakeContainer(name, labels, now);
    running.add(container);
    return container;
  }

  /** Ends by itself. */
  void crash(String name, int code) {
    running.stream()
        .filter(container -> container.name().equals(name))
        .forEach(container -> container.exit().complete(new Exit(code, false, false)));
  }

  @Override
  public List<Container> running(Map<String, String> labels) {
    return running.stream()
        .filter(container -> !container.exit().isDone())
        .filter(container -> container.labels().entrySet().containsAll(labels.entrySet()))
        .map(Container.class::cast)
        .toList();
  }

  @Override
  public void close() {
    running.clear();
  }

  /** One of them. */
  final class FakeContainer implements Container {
    private final String name;
    private final Map<String, String> labels;
    private final Instant startedAt;
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();

    FakeContainer(String name, Map<String, String> labels, Instant startedAt) {
      this.name = name;
      this.labels = labels;
      this.startedAt = startedAt;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String id() {
      return "id-" + name;
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
      return exit;
    }

    @Override
    public String logTail(int bytes) {
      return words.substring(Math.max(0, words.length() - bytes));
    }

    @Override
    public void kill() {
      exit.complete(new Exit(137, false, false));
    }

    @Override
    public void stop(Duration grace) {
      exit.complete(new Exit(143, false, false));
    }
  }
}
