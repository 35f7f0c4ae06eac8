package io.tributary.containers;

import java.nio.file.Path;

/**
 * A folder or file of this machine inside a container. A writable one must let uid 65532 write: see
 * {@link ContainerUser#own}. Sockets in a read-only folder can be connected to.
 *
 * @param source absolute; may lie under folders that only our own user can enter
 * @param target absolute, without {@code .} and {@code ..}
 */
public record Mount(Path source, String target, boolean writable) {
  public Mount {
    if (!source.isAbsolute()) {
      throw new IllegalArgumentException("mount source must be absolute: " + source);
    }
    if (!target.matches("(/[A-Za-z0-9_][A-Za-z0-9._-]*)+")) {
      throw new IllegalArgumentException("mount target must be a plain absolute path: " + target);
    }
  }

  public static Mount readOnly(Path source, String target) {
    return new Mount(source, target, false);
  }

  public static Mount writable(Path source, String target) {
    return new Mount(source, target, true);
  }
}
