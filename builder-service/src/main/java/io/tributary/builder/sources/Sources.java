package io.tributary.builder.sources;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** The source of every component, by commit. */
public interface Sources {

  /**
   * Writes the tree of a commit into an existing empty folder.
   *
   * @param reference a ref that holds the commit
   * @throws SourceRefused where the commit is gone, or its tree holds what must not be built
   * @throws IOException where the repository does not answer
   */
  SourceTree fetch(ComponentRef component, String reference, CommitId commit, Path into)
      throws IOException, SourceRefused;

  /**
   * What was written.
   *
   * @param committedAt the commit's own time, the same for everybody who builds it
   * @param ignored paths left out on purpose, such as {@code .mvn}
   */
  record SourceTree(int files, long bytes, Instant committedAt, java.util.List<String> ignored) {
    public SourceTree {
      ignored = java.util.List.copyOf(ignored);
    }
  }
}
