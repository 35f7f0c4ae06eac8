package io.tributary.registry.repositories;

import io.tributary.contracts.names.CommitId;
import java.util.Optional;

/** Reads what a push brought and what was there before it, by object id; nothing is checked out. */
public interface PushedObjects {

  /**
   * A file's bytes.
   *
   * @param path from the root, parts joined by slashes
   * @param most reading stops after so many bytes
   * @return empty where the commit has no such regular file
   */
  Optional<byte[]> file(CommitId commit, String path, int most);

  /** Whether the ancestor is the commit itself or stands in its history. */
  boolean reaches(CommitId commit, CommitId ancestor);
}
