package io.tributary.containers.starts;

import io.tributary.containers.Container;
import io.tributary.containers.ContainerRefused;
import io.tributary.containers.ContainerSpec;
import io.tributary.containers.Containers;
import io.tributary.containers.Engine;
import io.tributary.containers.Exit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Containers that hand over so many bytes and end so; they run nothing. */
final class TrainingContainers implements Containers {
  final List<ContainerSpec> started = new ArrayList<>();
  Runnable atStart = () -> {};
  private final byte[] cache;
  private final Exit exit;

  TrainingContainers(byte[] cache, Exit exit) {
    this.cache = cache;
    this.exit = exit;
  }

  @Override
  public Engine engine() {
    return new Engine(Engine.Kind.DOCKER, "fake", "nothing");
  }

  @Override
  public Container start(ContainerSpec spec) throws ContainerRefused {
    if (started.stream().anyMatch(other -> other.name().equals(spec.name()))) {
      throw new ContainerRefused(ContainerRefused.Code.NAME_TAKEN, "taken", "Wait.");
    }
    started.add(spec);
    atStart.run();
    if (cache.length > 0) {
      handOver(spec.mounts().getFirst().source().resolve("s"));
    }
    return new Ended(spec, exit);
  }

  @Override
  public List<Container> running(Map<String, String> labels) {
    return List.of();
  }

  @Override
  public void close() {
    started.clear();
  }

  private void handOver(Path socket) {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        var out = Channels.newOutputStream(channel)) {
      out.write(cache);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private record Ended(ContainerSpec spec, Exit end) implements Container {
    @Override
    public String name() {
      return spec.name();
    }

    @Override
    public String id() {
      return "id-" + spec.name();
    }

    @Override
    public Map<String, String> labels() {
      return spec.labels();
    }

    @Override
    public Instant startedAt() {
      return Instant.EPOCH;
    }

    @Override
    public CompletableFuture<Exit> exit() {
      return CompletableFuture.completedFuture(end);
    }

    @Override
    public String logTail(int bytes) {
      return "first\nlast\u001b[31m words\n";
    }

    @Override
    public void kill() {
      // It has ended.
    }

    @Override
    public void stop(Duration grace) {
      // It has ended.
    }
  }
}
