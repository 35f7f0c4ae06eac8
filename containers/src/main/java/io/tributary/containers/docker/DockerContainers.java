package io.tributary.containers.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.tributary.containers.Container;
import io.tributary.containers.ContainerRefused;
import io.tributary.containers.ContainerRefused.Code;
import io.tributary.containers.ContainerSpec;
import io.tributary.containers.Containers;
import io.tributary.containers.Engine;
import io.tributary.containers.images.ImageStore;
import io.tributary.contracts.names.ImageDigest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Containers by the Docker engine that {@code DOCKER_HOST}, or the ordinary socket, names. An
 * installation sees only containers of its own image store.
 */
public final class DockerContainers implements Containers {
  private static final Logger LOG = System.getLogger(DockerContainers.class.getName());
  private static final Duration ABANDONED_AFTER = Duration.ofMinutes(10);

  private final EngineConnection connection;
  private final DockerClient client;
  private final EngineImages images;
  private final ContainerLabels names;
  private final Clock clock;
  private final Map<String, DockerContainer> known = new ConcurrentHashMap<>();
  private final DockerExits exits;
  private final BackgroundGroup background;

  /** Containers that are labelled like ours and are not, each told of once. */
  private final Set<String> strangers = ConcurrentHashMap.newKeySet();

  private DockerContainers(EngineConnection connection, ImageStore images, Seal seal, Clock clock) {
    this.connection = connection;
    this.client = connection.client();
    this.names = new ContainerLabels(images.installation(), seal);
    this.images = new EngineImages(client, images, names);
    this.clock = clock;
    this.exits = new DockerExits(client, names, known);
    this.background = new BackgroundGroup(client);
  }

  /** Connects to the engine; empty where none answers. */
  public static Optional<Containers> connect(ImageStore images) {
    return EngineConnection.open().map(connection -> open(connection, images));
  }

  private static Containers open(EngineConnection connection, ImageStore images) {
    Seal seal;
    try {
      seal = Seal.of(images);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("the key of the containers' seal", e);
    }
    var containers = new DockerContainers(connection, images, seal, Clock.systemUTC());
    containers.names.sweep(containers.client, containers.clock.instant().minus(ABANDONED_AFTER));
    containers.exits.follow();
    return containers;
  }

  @Override
  public Engine engine() {
    return new Engine(
        Engine.Kind.DOCKER,
        connection.engineVersion() + " (api " + connection.apiVersion() + ")",
        "one container per step: no network, no capabilities, read-only, memory and CPU limited");
  }

  @Override
  public Container start(ContainerSpec spec) throws ContainerRefused {
    requireSources(spec);
    String image = images.idOf(spec.image());
    String id = create(spec, image);
    try {
      client.startContainerCmd(id).exec();
      return know(id, spec.name());
    } catch (DockerException | IOException e) {
      remove(id);
      throw new ContainerRefused(
          Code.START_FAILED,
          "container " + spec.name() + " did not start: " + e.getMessage(),
          "Check that the image's command exists in it, and the engine's log.",
          e);
    }
  }

  @Override
  public List<Container> running(Map<String, String> labels) {
    var wanted = new HashMap<>(names.own());
    wanted.putAll(labels);
    var found = new ArrayList<Container>();
    for (var listed :
        client
            .listContainersCmd()
            .withLabelFilter(wanted)
            .withStatusFilter(List.of("running"))
            .exec()) {
      if (!names.isOurs(listed)) {
        report(listed.getId());
        continue;
      }
      try {
        var container = know(listed.getId(), names.nameIn(listed.getLabels()));
        if (!container.exit().isDone()
            && container.labels().entrySet().containsAll(labels.entrySet())) {
          found.add(container);
        }
      } catch (NotFoundException e) {
        // It ended since it was listed.
      } catch (IOException e) {
        throw new java.io.UncheckedIOException("log of container " + listed.getId(), e);
      }
    }
    return found;
  }

  @Override
  public boolean forget(ImageDigest image) {
    return images.forget(image);
  }

  @Override
  public void close() {
    exits.close();
    known.values().forEach(DockerContainer::letGo);
    try {
      client.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Neither followed nor ended nor removed: its labels say where logs go and when it is killed. */
  private void report(String stranger) {
    if (strangers.add(stranger)) {
      LOG.log(
          Level.WARNING,
          "Container {0} carries the labels of this installation without its seal: left alone. Find"
              + " out who started it.",
          stranger);
    }
  }

  private String create(ContainerSpec spec, String image) throws ContainerRefused {
    try {
      return new ContainerCreation(client, names, clock, background).create(spec, image);
    } catch (ConflictException e) {
      if (names.removeEnded(client, spec.name())) {
        return new ContainerCreation(client, names, clock, background).create(spec, image);
      }
      throw new ContainerRefused(
          Code.NAME_TAKEN,
          "a container named " + spec.name() + " runs already",
          "Use another name, or end the running one.",
          e);
    } catch (DockerException e) {
      throw new ContainerRefused(
          Code.START_FAILED,
          "the engine refused container " + spec.name() + ": " + e.getMessage(),
          "Look at the engine's log.",
          e);
    }
  }

  /** Registers first and looks at its state then, so an end in between is not missed. */
  private DockerContainer know(String id, String name) throws IOException {
    var existing = known.get(id);
    if (existing != null) {
      return existing;
    }
    var container = DockerContainer.attach(client, names, id, name, clock);
    var faster = known.putIfAbsent(id, container);
    if (faster != null) {
      return faster;
    }
    container.begin();
    exits.look(container);
    return container;
  }

  private static void requireSources(ContainerSpec spec) throws ContainerRefused {
    for (var mount : spec.mounts()) {
      if (!java.nio.file.Files.exists(mount.source())) {
        throw new ContainerRefused(
            Code.MOUNT_REFUSED,
            "nothing to mount at " + mount.target() + ": " + mount.source() + " is missing",
            "Make the folder before starting the container.");
      }
    }
  }

  private void remove(String id) {
    try {
      client.removeContainerCmd(id).withForce(true).exec();
    } catch (DockerException e) {
      // Already gone, or swept away at the next start.
      return;
    }
  }
}
