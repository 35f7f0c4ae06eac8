package io.tributary.containers.docker;

import com.github.dockerjava.api.DockerClient;
import io.tributary.containers.groups.ControlGroups;
import java.io.IOException;
import java.util.Optional;

/**
 * The control group in which the engine's containers lie that give way. The engine makes groups,
 * but weighs them all alike; so it is made here, where this process may and the engine takes a
 * group by its path (the driver {@code cgroupfs}; systemd takes slices only).
 */
final class BackgroundGroup {
  private final boolean engineTakesPaths;

  BackgroundGroup(DockerClient client) {
    this.engineTakesPaths = "cgroupfs".equals(client.infoCmd().exec().getCGroupDriver());
  }

  /** Its path, when it is there; empty where it cannot be made. */
  Optional<String> parent() {
    if (!engineTakesPaths) {
      return Optional.empty();
    }
    try {
      var groups = ControlGroups.find();
      if (groups.isPresent()) {
        groups.get().makeBackground();
        return Optional.of("/" + ControlGroups.BACKGROUND);
      }
    } catch (IOException notOurs) {
      // Who is not root weighs its builds by their containers' own weight alone.
    }
    return Optional.empty();
  }
}
