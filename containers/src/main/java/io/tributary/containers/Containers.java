package io.tributary.containers;

import io.tributary.contracts.names.ImageDigest;
import java.util.List;
import java.util.Map;

/**
 * Starts images by digest, confined, and finds again what it started.
 *
 * <p>Every container runs as uid and gid 65532 on a read-only root, with no capability, no way to
 * new privileges, a seccomp filter, no network but its own loopback (where any port may be bound),
 * limits for memory, CPU, processes and open files, no swap, a sized {@code /tmp}, and no
 * environment but the image's and the caller's.
 *
 * <p>Containers outlive the process that started them: closing lets go of them without ending any.
 */
public interface Containers extends AutoCloseable {

  /** What confines, for people. */
  Engine engine();

  /**
   * Starts a container and returns when its process runs.
   *
   * @throws ContainerRefused where the image is unknown, the name is taken, or the engine says no
   */
  Container start(ContainerSpec spec) throws ContainerRefused;

  /**
   * Running containers that carry all these labels; also those that an earlier process started over
   * the same engine and folder.
   */
  List<Container> running(Map<String, String> labels);

  /**
   * Deletes the engine's own copy of an image, where it has one. A copy that a container still has,
   * ended or not, stays: of ours for now, of another installation's until that deletes it.
   *
   * @return whether there was one that is not another installation's; then it may be asked again
   */
  default boolean forget(ImageDigest image) {
    return false;
  }

  @Override
  void close();
}
