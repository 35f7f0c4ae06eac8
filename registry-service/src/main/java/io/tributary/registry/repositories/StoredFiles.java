package io.tributary.registry.repositories;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import java.util.Optional;

/** Files of components' repositories. */
@FunctionalInterface
public interface StoredFiles {
  /**
   * A file's bytes.
   *
   * @param path from the root, parts joined by slashes
   * @param most reading stops after so many bytes
   * @return empty where there is no such repository, commit or regular file
   */
  Optional<byte[]> file(ComponentRef component, CommitId commit, String path, int most);
}
