package io.tributary.containers.docker;

import com.github.dockerjava.api.DockerClient;
import io.tributary.containers.groups.ControlGroups;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The control group in which the engine's containers lie that give way. The engine makes groups,
 * but weighs them all alike; so it is made here, where this process may and the engine takes a
 * group by its path (the driver {@code cgroupfs}; systemd takes slices only).
 */
final class BackgroundGroup {
  private static final Logger LOG = System.getLogger(BackgroundGroup.class.getName());

  private final boolean engineTakesPaths;
  private final AtomicBoolean told = new AtomicBoolean();

  BackgroundGroup(DockerClient client) {
    this.engineTakesPaths = "cgroupfs".equals(client.infoCmd().exec().getCGroupDriver());
  }

  /** Its path, when it is there; empty where it cannot be made. */
  Optional<String> parent() {
    if (!engineTakesPaths) {
      return without("the engine's cgroup driver takes no paths");
    }
    try {
      var groups = ControlGroups.find();
      if (groups.isEmpty()) {
        return without("no control groups for memory, processes and CPU are mounted");
      }
      groups.get().makeBackground();
      return Optional.of("/" + ControlGroups.BACKGROUND);
    } catch (IOException notOurs) {
      return without(String.valueOf(notOurs));
    }
  }

  /** Said once: the builds' own containers still weigh less than a step's. */
  private Optional<String> without(String reason) {
    if (told.compareAndSet(false, true)) {
      LOG.log(Level.INFO, "Builds have no control group of their own: {0}", reason);
    }
    return Optional.empty();
  }
}
