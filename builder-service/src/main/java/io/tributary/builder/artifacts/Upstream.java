package io.tributary.builder.artifacts;

import java.io.IOException;
import java.nio.file.Path;

/** The repository outside that artifacts come from. */
public interface Upstream {

  /**
   * Downloads into a file that does not exist yet.
   *
   * @return false where the repository has no such file
   * @throws IOException where it does not answer, answers with an error, or sends more than the cap
   */
  boolean download(ArtifactPath path, Path into, long mostBytes)
      throws IOException, InterruptedException;
}
