package io.tributary.containers.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How an installation names and labels its containers in an engine that others use too. Whoever may
 * start containers there may label them as he likes: only what carries our seal is ours.
 */
record ContainerLabels(String installation, Seal seal) {
  private static final String OWNER = "io.tributary.owner";
  private static final String NAME = "io.tributary.name";
  private static final String LOG = "io.tributary.log";
  private static final String DEADLINE = "io.tributary.deadline";

  /** Names of what is sealed; an image may bring labels of its own. */
  private static final String SEALED = "io.tributary.sealed";

  private static final String SEAL = "io.tributary.seal";
  private static final List<String> OWN = List.of(OWNER, NAME, LOG, DEADLINE, SEALED);

  Map<String, String> own() {
    return Map.of(OWNER, installation);
  }

  /** The engine's name for a container; the installation keeps two of them apart. */
  String engineName(String name) {
    return "tributary-" + installation.substring(0, 6) + "-" + name;
  }

  Map<String, String> of(
      String name, Map<String, String> labels, Optional<String> log, Optional<Long> deadline) {
    var all = new HashMap<>(labels);
    all.put(OWNER, installation);
    all.put(NAME, name);
    log.ifPresent(path -> all.put(LOG, path));
    deadline.ifPresent(millis -> all.put(DEADLINE, String.valueOf(millis)));
    all.put(SEALED, String.join(",", new TreeSet<>(all.keySet())));
    all.put(SEAL, seal.over(sealed(all)));
    return all;
  }

  /**
   * Whether this installation started it. The engine gives a name once, so a copy of our labels
   * tells itself by another one.
   */
  boolean isOurs(Container listed) {
    var labels = listed.getLabels();
    return areOurs(labels) && List.of(listed.getNames()).contains("/" + engineName(nameIn(labels)));
  }

  private boolean areOurs(Map<String, String> labels) {
    return installation.equals(labels.get(OWNER))
        && seal.isOver(sealed(labels), labels.getOrDefault(SEAL, ""));
  }

  /** What we read of it in any case, there or not, and what the starter gave. */
  private static Map<String, String> sealed(Map<String, String> labels) {
    var names = new ArrayList<>(OWN);
    names.addAll(List.of(labels.getOrDefault(SEALED, "").split(",", -1)));
    var sealed = new HashMap<String, String>();
    names.forEach(name -> sealed.put(name, labels.getOrDefault(name, "")));
    return sealed;
  }

  String nameIn(Map<String, String> labels) {
    return labels.getOrDefault(NAME, "");
  }

  Optional<String> logIn(Map<String, String> labels) {
    return Optional.ofNullable(labels.get(LOG));
  }

  /** When its time is over, in milliseconds since 1970. */
  Optional<Long> deadlineIn(Map<String, String> labels) {
    return Optional.ofNullable(labels.get(DEADLINE)).map(Long::valueOf);
  }

  /** What its starter gave it, without ours. */
  Map<String, String> foreign(Map<String, String> labels) {
    var foreign = sealed(labels);
    foreign.keySet().removeAll(OWN);
    return Map.copyOf(foreign);
  }

  /** Removes ours that ended before this time while nobody watched. */
  void sweep(DockerClient client, Instant before) {
    var ended =
        client
            .listContainersCmd()
            .withShowAll(true)
            .withLabelFilter(own())
            .withStatusFilter(List.of("exited", "dead"))
            .exec();
    for (var container : ended) {
      if (!isOurs(container)) {
        continue;
      }
      try {
        var state = client.inspectContainerCmd(container.getId()).exec().getState();
        if (Instant.parse(state.getFinishedAt()).isBefore(before)) {
          client.removeContainerCmd(container.getId()).withForce(true).exec();
        }
      } catch (NotFoundException e) {
        // Another process of ours was faster.
      }
    }
  }

  /**
   * Removes a container of ours that ended and still holds this name; false where it runs, or is a
   * stranger's.
   */
  boolean removeEnded(DockerClient client, String name) {
    try {
      var existing = client.inspectContainerCmd(engineName(name)).exec();
      var labels = existing.getConfig().getLabels();
      if (Boolean.TRUE.equals(existing.getState().getRunning())
          || labels == null
          || !areOurs(labels)) {
        return false;
      }
      client.removeContainerCmd(existing.getId()).withForce(true).exec();
      return true;
    } catch (NotFoundException e) {
      return true;
    }
  }
}
