package io.tributary.builder.sandbox;

import io.tributary.builder.builds.BuildId;
import io.tributary.containers.Container;
import io.tributary.containers.ContainerRefused;
import io.tributary.containers.ContainerSpec;
import io.tributary.containers.Containers;
import io.tributary.containers.Exit;
import io.tributary.containers.Limits;
import io.tributary.containers.Mount;
import io.tributary.contracts.names.ImageDigest;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Builds in containers of the Java build image, by whichever engine this machine has. */
public final class ContainerBuildSandbox implements BuildSandbox {
  private static final String LABEL = "tributary.build";
  private static final long LOOK_MILLIS = 100;

  private final Containers containers;
  private final Supplier<ImageDigest> image;
  private final Limits limits;

  /**
   * @param image the Java build image
   */
  public ContainerBuildSandbox(Containers containers, Supplier<ImageDigest> image, Limits limits) {
    this.containers = containers;
    this.image = image;
    this.limits = limits;
  }

  @Override
  public End run(Order order, Consumer<String> lines) throws IOException, InterruptedException {
    var tail = new LogTail(order.log(), lines);
    var container = start(order);
    try {
      var exit = await(container, tail);
      tail.finish();
      if (exit.timeLimitReached()) {
        return new End.TimedOut();
      }
      return exit.outOfMemory() ? new End.OutOfMemory() : new End.Exited(exit.code());
    } finally {
      container.kill();
    }
  }

  @Override
  public void clear(BuildId build) {
    containers.running(Map.of(LABEL, build.toString())).forEach(Container::kill);
  }

  private Container start(Order order) throws IOException {
    var spec =
        ContainerSpec.of("tributary-build-" + order.build(), image.get())
            .withCommand(order.command())
            .withMounts(
                order.folders().entrySet().stream()
                    .map(
                        folder ->
                            Mount.readOnly(folder.getValue().toAbsolutePath(), folder.getKey()))
                    .toList())
            .withLimits(limits)
            .withLabels(Map.of(LABEL, order.build().toString()))
            .withLog(order.log())
            .withTimeLimit(order.limit());
    try {
      return containers.start(spec);
    } catch (ContainerRefused refused) {
      throw new IOException(refused.getMessage() + " " + refused.advice(), refused);
    }
  }

  private static Exit await(Container container, LogTail tail)
      throws IOException, InterruptedException {
    while (true) {
      try {
        return container.exit().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillRunning) {
        tail.read();
      } catch (ExecutionException failure) {
        throw new IOException("Nobody knows how the sandbox ended.", failure);
      }
    }
  }
}
