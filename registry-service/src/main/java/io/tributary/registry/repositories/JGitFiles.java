package io.tributary.registry.repositories;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads them with JGit, each time from the repository's folder. */
@Component
final class JGitFiles implements StoredFiles {
  private final RepositoryFolders folders;

  JGitFiles(RepositoryFolders folders) {
    this.folders = folders;
  }

  @Override
  public Optional<byte[]> file(ComponentRef component, CommitId commit, String path, int most) {
    try {
      var found = folders.open(component);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      try (var repository = found.get()) {
        return new JGitObjects(repository).file(commit, path, most);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
